import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { system } from '../../src/domain/actors.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as webhooks from '../../src/domain/webhooks.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { queued } from '../support/jobs.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { endAll, eventually, freePort, type Program, run } from '../support/processes.js';
import { openReceiver, type Receiver } from '../support/receiver.js';

// Real processes, on a machine that may be busy with the rest of the tests.
jest.setTimeout(90_000);

let database: TestDatabase;
let mailbox: Mailbox;
let receiver: Receiver;
let secret: string;
let port: number;
let people = 0;

beforeAll(async () => {
  database = await testDatabase();
  [mailbox, receiver, port] = [await openMailbox(), await openReceiver(), await freePort()];
  const using = { keyring: createKeyring(database.config.tokenSecret), allowPrivate: true };
  const asked = { url: receiver.url, events: ['user.registered'] };
  const { id } = await webhooks.create(database.db, system('cli'), asked, using);
  secret = await webhooks.renewSecret(database.db, system('cli'), id, using);
});
beforeEach(() => {
  mailbox.mails.length = 0;
  receiver.requests.length = 0;
  mailbox.answer = '250 taken';
  receiver.answer = (response) => response.writeHead(204).end();
});
afterEach(endAll);
afterAll(async () => {
  await Promise.all([mailbox.stop(), receiver.stop()]);
  await database.close();
});

const env = (more: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: database.url, PORT: String(port), BCRYPT_COST: '4', NODE_ENV: 'test' },
  ...{ SESSION_SECRET: database.config.sessionSecret, TOKEN_SECRET: database.config.tokenSecret },
  ...{ SMTP_URL: mailbox.url, MAIL_FROM: 'hello@acme.example', WEBHOOKS_ALLOW_PRIVATE: 'true', ...more },
});
const server = async (more?: Record<string, string>) => {
  const program = run(['bin/start.js'], env(more));
  await program.says(/API docs/);
  return program;
};
const worker = () => run(['bin/cli.js', 'worker'], env());
const kill = async (program: Program) => {
  program.child.kill('SIGKILL');
  await program.end();
};

async function register(): Promise<string> {
  people += 1;
  const email = `killed${people}@example.com`;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'correct horse 17' }),
  });
  expect(response.status).toBe(201);
  return email;
}

/** Both went to the end: the mail is sent, the delivery made, and nothing waits. */
const over = () =>
  eventually(async () => {
    const { rows } = await database.pool.query(
      `select (select count(*) from mails where status <> 'sent') + (select count(*) from webhook_deliveries
        where status <> 'delivered') as open`,
    );
    return rows[0]?.open === '0' && (await queued(database)).length === 0;
  });

const emailsTold = () => receiver.requests.map(({ body }) => JSON.parse(body).data.user.email);

describe('kill -9', () => {
  test('between the fact and its delivery: a worker that starts later sends the mail and the webhook', async () => {
    const killed = await server({ RUN_JOBS: 'false' });
    const email = await register();
    await kill(killed);
    expect([mailbox.mails, receiver.requests]).toEqual([[], []]);
    const later = worker();
    await over();
    expect([mailbox.mails.map(({ to }) => to), emailsTold()]).toEqual([[email], [email]]);
    later.child.kill('SIGTERM');
    expect(await later.end()).toBe(0);
  });

  test('while both are under way: the next start sends them again, under the same ids', async () => {
    mailbox.answer = 'hang';
    receiver.answer = () => {};
    const killed = await server();
    const email = await register();
    await eventually(() => mailbox.mails.length === 1 && receiver.requests.length === 1);
    await kill(killed);
    mailbox.answer = '250 taken';
    receiver.answer = (response) => response.writeHead(204).end();
    await server();
    await over();
    const messageIds = mailbox.mails.map(({ headers }) => headers['message-id']);
    expect(messageIds).toEqual([expect.stringMatching(/^<[0-9a-f-]{36}@acme\.example>$/), messageIds[0]]);
    const webhookIds = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(webhookIds).toEqual([expect.stringMatching(/^msg_[0-9a-f-]{36}$/), webhookIds[0]]);
    expect(emailsTold()).toEqual([email, email]);
    for (const { body, headers } of receiver.requests)
      expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toBeTruthy();
  });

  test('of one of two: the other takes over what was under way', async () => {
    mailbox.answer = 'hang';
    receiver.answer = () => {};
    const killed = await server();
    await register();
    await eventually(() => mailbox.mails.length === 1 && receiver.requests.length === 1);
    const witness = worker();
    await witness.says(/Doing the jobs/);
    mailbox.answer = '250 taken';
    receiver.answer = (response) => response.writeHead(204).end();
    await kill(killed);
    await over();
    expect([mailbox.mails.length, receiver.requests.length]).toEqual([2, 2]);
  });
});

test('a worker ends with one sentence where the schema is behind', async () => {
  const behind = await testDatabase();
  await behind.pool.query(`delete from schema_migrations where name like '0010%'`);
  const program = run(['bin/cli.js', 'worker'], { ...env(), DATABASE_URL: behind.url });
  expect(await program.end()).toBe(1);
  expect(program.stderr()).toMatch(/^The database's schema is behind this version of Doorstep: [^\n]+\.\n$/);
  await behind.close();
});
