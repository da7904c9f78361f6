import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MailKind, User } from '../../src/db/types.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as mails from '../../src/domain/mails.js';
import { issue, tokenOf } from '../../src/domain/user-tokens.js';
import type { Worker } from '../../src/jobs/worker.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { hurry, person, queued, settled, work } from '../support/jobs.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { eventually } from '../support/processes.js';

let database: TestDatabase;
let mailbox: Mailbox;
let worker: Worker | undefined;

beforeAll(async () => {
  database = await testDatabase({
    mailFrom: 'Acme & Sons <hello@acme.example>',
    frontendUrl: 'https://join.acme.example',
  });
});
beforeEach(async () => {
  mailbox = await openMailbox();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await mailbox.stop();
});
afterAll(() => database.close());

const keyring = () => createKeyring(database.config.tokenSecret);
const withMailbox = () => ({ smtpUrl: mailbox.url });

/** Queues a mail, with the link that its kind has, and returns its row's id and its token's. */
async function queue(kind: MailKind, user: User) {
  const { db } = database;
  const tokenId = await db.transaction().execute(async (tx) => {
    const purpose = kind === 'verify_email' || kind === 'reset_password' ? kind : undefined;
    const token = purpose && (await issue(tx, keyring(), user, purpose));
    await mails.send(tx, { kind, userId: user.id, recipient: user.email, tokenId: token });
    return token;
  });
  const { id } = await db.selectFrom('mails').select('id').where('user_id', '=', user.id).executeTakeFirstOrThrow();
  return { id, tokenId: tokenId ?? '', token: tokenId ? tokenOf(keyring(), tokenId) : '' };
}

describe('a mail', () => {
  test('goes to the mail server with a link that holds its token, and is noted as sent', async () => {
    worker = work(database, withMailbox());
    const user = await person(database, { full_name: 'Eve <b>Evil</b> http://evil.example' });
    const { id, token } = await queue('verify_email', user);
    expect(await settled(database, 'mails', id, 'sent')).toMatchObject({ attempts: 1, last_error: null });
    const [mail] = mailbox.mails;
    expect(mail).toMatchObject({ from: 'hello@acme.example', to: user.email });
    expect(mail?.headers).toMatchObject({
      subject: 'Please confirm your email address',
      from: '"Acme & Sons" <hello@acme.example>',
      'message-id': `<${id}@acme.example>`,
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.text).toContain(`https://join.acme.example/#verify-email?token=${token}`);
    // Nothing that a stranger typed goes to an address that nobody has confirmed.
    expect(mail?.text).not.toMatch(/evil/i);
    expect(mail?.text).toContain('Acme &amp; Sons');
    expect(await queued(database)).toEqual([]);
  });

  test.each([
    ['member', 'https://join.acme.example/#reset-password?token='],
    ['editor', 'http://localhost:3000/admin/reset-password/link#token='],
  ] as const)('that resets the password of a %s leads to %s', async (role, start) => {
    worker = work(database, withMailbox());
    const { id, token } = await queue('reset_password', await person(database, { role }));
    await settled(database, 'mails', id, 'sent');
    expect(mailbox.mails[0]?.text).toContain(start + token);
  });

  test.each(['password_changed', 'email_changed'] as const)('of the kind %s goes without a link', async (kind) => {
    worker = work(database, withMailbox());
    const { id } = await queue(kind, await person(database, { is_active: false }));
    await settled(database, 'mails', id, 'sent');
    expect(mailbox.mails[0]?.text).not.toContain('http');
  });

  test('that is rolled back with its fact never goes', async () => {
    const user = await person(database);
    const rollback = database.db.transaction().execute(async (tx) => {
      await mails.send(tx, { kind: 'password_changed', userId: user.id, recipient: user.email });
      throw new Error('no');
    });
    await expect(rollback).rejects.toThrow('no');
    expect(await queued(database)).toEqual([]);
  });
});

describe('without a mail server', () => {
  test('a mail is kept for the back office', async () => {
    worker = work(database);
    const { id } = await queue('reset_password', await person(database));
    expect(await settled(database, 'mails', id, 'kept')).toMatchObject({ attempts: 0, sent_at: null });
  });
});

describe('a mail server that refuses', () => {
  test('is tried again later, each time under the same Message-ID, and what it says is kept without its secrets', async () => {
    mailbox.answer = '451 not now, postman lettersecret';
    worker = work(database, withMailbox());
    const { id, token } = await queue('reset_password', await person(database));
    await eventually(async () => (await queued(database))[0]?.last_error !== null && mailbox.mails.length === 1);
    const refused = await settled(database, 'mails', id, 'waiting');
    expect(refused).toMatchObject({ attempts: 1, sent_at: null, last_error: 'EMESSAGE: 451 not now, … …' });
    expect(JSON.stringify(await queued(database))).not.toMatch(new RegExp(`${token}|example.com|lettersecret`));
    mailbox.answer = '250 taken';
    await hurry(database);
    expect(await settled(database, 'mails', id, 'sent')).toMatchObject({ attempts: 2, last_error: null });
    const ids = mailbox.mails.map(({ headers }) => headers['message-id']);
    expect(ids).toEqual([`<${id}@acme.example>`, `<${id}@acme.example>`]);
  });

  test('to the fourteenth time fails the mail', async () => {
    mailbox.answer = '550 never';
    const { id } = await queue('password_changed', await person(database));
    await database.pool.query(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), attempts := 13)`,
    );
    worker = work(database, withMailbox());
    expect(await settled(database, 'mails', id, 'failed')).toMatchObject({ last_error: 'EMESSAGE: 550 never' });
    await eventually(async () => (await queued(database))[0]?.attempts === 14);
  });
});

describe('a mail that no longer makes sense is not sent, and says why', () => {
  test.each([
    ['The account is gone.', 'users', { deleted_at: new Date() }],
    ['The account is deactivated.', 'users', { is_active: false }],
    ['The account has another address now.', 'users', { email: 'other@example.com' }],
    [
      'Its link is no longer good: it was used, has expired, or another one was sent.',
      'user_tokens',
      { used_at: new Date() },
    ],
  ] as const)('%s', async (reason, table, change) => {
    const user = await person(database);
    const { id, tokenId } = await queue('verify_email', user);
    await database.db
      .updateTable(table as 'users')
      .set(change as { is_active?: boolean })
      .where('id', '=', table === 'users' ? user.id : tokenId)
      .execute();
    worker = work(database, withMailbox());
    expect(await settled(database, 'mails', id, 'failed')).toMatchObject({ attempts: 0, last_error: reason });
    expect(mailbox.mails).toEqual([]);
    await database.db.deleteFrom('users').where('id', '=', user.id).execute();
  });
});
