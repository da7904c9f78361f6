import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import type { Webhook } from '../../src/db/types.js';
import { system } from '../../src/domain/actors.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as mails from '../../src/domain/mails.js';
import * as webhooks from '../../src/domain/webhooks.js';
import type { Outside } from '../../src/jobs/posts.js';
import type { Worker } from '../../src/jobs/worker.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { hurry, person, queued, settled, work } from '../support/jobs.js';
import { eventually } from '../support/processes.js';
import { openReceiver, type Receiver } from '../support/receiver.js';

const by = system('cli');
let database: TestDatabase;
let receiver: Receiver;
let worker: Worker | undefined;
let webhook: Webhook;

beforeAll(async () => {
  database = await testDatabase({ webhooksAllowPrivate: true });
});
beforeEach(async () => {
  receiver = await openReceiver();
  webhook = await make({ url: receiver.url });
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await receiver.stop();
  await database.db.deleteFrom('webhooks').execute();
});
afterAll(() => database.close());

const using = () => ({ keyring: createKeyring(database.config.tokenSecret), allowPrivate: true });
const make = (more: object) =>
  webhooks.create(database.db, by, { url: receiver.url, events: ['user.registered'], ...more }, using());
const begin = (outside?: Outside) => {
  worker = work(database, {}, outside);
};

/** Somebody registers, and each webhook that asked is to be told. Returns the delivery's id. */
async function register() {
  const user = await person(database, { full_name: 'Ann' });
  await webhooks.tellOfUser(database.db, 'user.registered', user);
  const row = database.db.selectFrom('webhook_deliveries').select('id').where('user_id', '=', user.id);
  return { user, delivery: (await row.executeTakeFirst())?.id ?? '' };
}

const attempts = () =>
  database.db.selectFrom('webhook_attempts').select(['status_code', 'error', 'response']).orderBy('id').execute();

describe('an event', () => {
  test('is posted with a signature that the public library takes, and noted as delivered', async () => {
    const secret = await webhooks.renewSecret(database.db, by, webhook.id, using());
    begin();
    const { user, delivery } = await register();
    await settled(database, 'webhook_deliveries', delivery, 'delivered');
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/hook' });
    expect(request?.headers).toMatchObject({ 'webhook-id': `msg_${delivery}`, 'content-type': 'application/json' });
    const { email, id } = user;
    expect(new Verifier(secret).verify(request?.body ?? '', request?.headers as Record<string, string>)).toEqual({
      type: 'user.registered',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { user: { id, email, full_name: 'Ann', role: 'member' } },
    });
    const other = new Verifier(`whsec_${Buffer.from('another secret of some length').toString('base64')}`);
    expect(() => other.verify(request?.body ?? '', request?.headers as Record<string, string>)).toThrow();
    expect(await attempts()).toEqual([{ status_code: 204, error: null, response: '' }]);
    expect(await queued(database)).toEqual([]);
  });

  test('keeps no mail waiting, however many there are and however long their receiver takes', async () => {
    receiver.answer = () => {};
    for (let n = 0; n < 8; n += 1) await register();
    const { id, email } = await person(database);
    await mails.send(database.db, { kind: 'password_changed', userId: id, recipient: email });
    const mail = await database.db.selectFrom('mails').select('id').where('user_id', '=', id).executeTakeFirstOrThrow();
    begin();
    await settled(database, 'mails', mail.id, 'kept');
    expect(receiver.requests.length).toBeLessThan(8);
  });

  test('goes to nobody who did not ask for it, or is switched off', async () => {
    const off = await make({ is_active: false });
    const other = await make({ events: ['flow.published'] });
    await register();
    const told = await database.db.selectFrom('webhook_deliveries').select('webhook_id').execute();
    expect(told.map(({ webhook_id }) => webhook_id)).toEqual([webhook.id]);
    expect([off.id, other.id]).toHaveLength(2);
  });

  test('that waits when its webhook is switched off is not sent', async () => {
    const { delivery } = await register();
    await webhooks.update(database.db, by, { id: webhook.id, patch: { is_active: false } }, using());
    begin();
    await settled(database, 'webhook_deliveries', delivery, 'failed');
    expect(receiver.requests).toEqual([]);
    expect(await attempts()).toMatchObject([{ error: 'The webhook is switched off.' }]);
  });

  test('for trying is sent to a webhook that is switched off too', async () => {
    await webhooks.update(database.db, by, { id: webhook.id, patch: { is_active: false } }, using());
    begin();
    await settled(database, 'webhook_deliveries', await webhooks.sendTest(database.db, by, webhook.id), 'delivered');
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
  });
});

describe('what is answered', () => {
  test.each([
    [500, 'An inner\u0000fault\u001b[31m'],
    [301, 'elsewhere'],
    [404, ''],
  ])('%i is tried again, under the same id, and every try is on record', async (status, text) => {
    receiver.answer = (response, number) =>
      number === 1
        ? response.writeHead(status, { location: `http://127.0.0.1:${receiver.port}/other` }).end(text)
        : response.writeHead(200).end('taken');
    begin();
    const { delivery } = await register();
    await settledTries(1);
    await hurry(database);
    await settled(database, 'webhook_deliveries', delivery, 'delivered');
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook', '/hook']);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([`msg_${delivery}`]),
    );
    const clean = status === 500 ? 'An inner fault [31m' : text;
    expect(await attempts()).toMatchObject([{ status_code: status, response: clean }, { status_code: 200 }]);
  });

  test('410 Gone switches the webhook off, and nothing is tried again', async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    begin();
    const { delivery } = await register();
    await settled(database, 'webhook_deliveries', delivery, 'failed');
    const { is_active } = await database.db.selectFrom('webhooks').selectAll().executeTakeFirstOrThrow();
    expect(is_active).toBe(false);
    const entry = await database.db.selectFrom('audit_log').selectAll().where('action', '=', 'webhook.gone').execute();
    expect(entry).toMatchObject([{ entity_id: webhook.id, before: { is_active: true }, after: { is_active: false } }]);
    expect(await queued(database)).toEqual([]);
  });

  test('is kept to its first thousand characters, however much there is', async () => {
    receiver.answer = (response) => response.writeHead(200).end('ä'.repeat(5_000_000));
    begin();
    const { delivery } = await register();
    await settled(database, 'webhook_deliveries', delivery, 'delivered');
    expect((await attempts())[0]?.response).toBe('ä'.repeat(1000));
  });

  test('too late is no answer', async () => {
    receiver.answer = (response, number) => number > 1 && response.writeHead(200).end();
    begin({ timeout: 300 });
    await register();
    await settledTries(1);
    expect(await attempts()).toMatchObject([{ status_code: null, error: 'No answer within 0.3 seconds.' }]);
  });

  test('counts although its body never ends', async () => {
    receiver.answer = (response) => response.writeHead(200).write('so');
    begin({ timeout: 300 });
    const { delivery } = await register();
    await settled(database, 'webhook_deliveries', delivery, 'delivered');
    expect(await attempts()).toMatchObject([{ status_code: 200, response: 'so' }]);
  });

  test('to the fourteenth try in vain fails the delivery', async () => {
    receiver.answer = (response) => response.writeHead(503).end();
    const { delivery } = await register();
    await database.pool.query(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), attempts := 13)`,
    );
    begin();
    await settled(database, 'webhook_deliveries', delivery, 'failed');
    expect(receiver.requests).toHaveLength(1);
    await database.pool.query('delete from graphile_worker._private_jobs');
  });
});

async function settledTries(count: number) {
  await eventually(async () => {
    const [job] = await queued(database);
    return (await attempts()).length === count && job?.last_error !== null;
  });
}
