import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createKeyring } from '../../src/domain/keyring.js';
import { tokenOf } from '../../src/domain/user-tokens.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, rowsOf } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
beforeAll(async () => {
  app = await testApp({ smtpUrl: undefined });
  admin = await clerk(app, 'admin');
});
afterAll(() => app.stop());

const importing = async (data: object, who = admin) =>
  who.postJson('/api/resources/users/actions/import', data).then(({ status, body }) => ({ status, ...body?.report }));
const row = (email: string) => app.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
const signIn = (email: string) => app.visitor.post('/auth/login', { email, password });

/** The token that the last link to somebody carries. */
async function tokenFor(email: string): Promise<string> {
  const mail = await app.db
    .selectFrom('mails')
    .select('token_id')
    .where('recipient', '=', email)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return tokenOf(createKeyring(app.config.tokenSecret), mail.token_id ?? '');
}

describe('whoever was imported', () => {
  test('signs in with the password he set by the link that was sent, and with none before', async () => {
    const report = await importing({ csv: 'email,name\nnew@example.com,New', links: true });
    expect(report).toMatchObject({ status: 200, imported: 1 });
    expect((await signIn('new@example.com')).code).toBe('INVALID_CREDENTIALS');
    const token = await tokenFor('new@example.com');
    expect((await app.visitor.post('/auth/reset-password', { token, password })).status).toBe(200);
    expect((await signIn('new@example.com')).status).toBe(200);
    expect((await row('new@example.com'))?.email_verified_at).not.toBeNull();
    // Nothing was changed: it is his first.
    const mails = rowsOf(await admin.list('mails', { 'filters.recipient': 'new@example.com' }));
    expect(mails.map(({ kind }) => kind)).toEqual(['reset_password']);
  });

  test('without a link asks for one himself, and it is the usual one', async () => {
    await importing({ csv: 'email\nlater@example.com' });
    const reset = await import('../../src/domain/password-resets.js');
    await reset.request(app.db, createKeyring(app.config.tokenSecret), 'later@example.com');
    const token = await tokenFor('later@example.com');
    expect((await app.visitor.post('/auth/reset-password', { token, password })).status).toBe(200);
    expect((await signIn('later@example.com')).status).toBe(200);
  });

  test('is told by his mail that an account was made for him, not that somebody forgot his password', async () => {
    await importing({ csv: 'email\ntold@example.com', links: true });
    const [mail] = rowsOf(await admin.list('mails', { 'filters.recipient': 'told@example.com' }));
    const { body } = await admin.show('mails', mail?.id);
    expect(body.record.params).toMatchObject({ subject: 'Your account is ready: set a password' });
    const { id } = (await row('told@example.com')) ?? { id: '' };
    await admin.post(`/api/resources/users/records/${id}/sendReset`);
    const mails = rowsOf(await admin.list('mails', { 'filters.recipient': 'told@example.com' }));
    const subjects = await Promise.all(
      mails.map(async (one) => (await admin.show('mails', one.id)).body.record.params.subject),
    );
    expect(subjects.sort()).toEqual(['Set a new password', 'Your account is ready: set a password']);
  });

  test('as staff comes into the back office by the same way', async () => {
    await importing({ csv: 'email,role\nsupporter@example.com,support', links: true });
    const token = await tokenFor('supporter@example.com');
    await app.visitor.post('/auth/reset-password', { token, password });
    expect((await signIn('supporter@example.com')).data.user.role).toBe('support');
  });
});

test('a dry run changes nothing', async () => {
  const report = await importing({ csv: 'email\ndry@example.com', dry: true, links: true });
  expect(report).toMatchObject({ status: 200, good: 1, sample: [{ email: 'dry@example.com' }] });
  expect(report.imported).toBeUndefined();
  expect(await row('dry@example.com')).toBeUndefined();
});

test('support may not', async () => {
  const support = await clerk(app, 'support');
  expect((await importing({ csv: 'email\nno@example.com' }, support)).status).toBe(403);
});

test('a file of a megabyte fits, a larger one is refused, and other forms stay small', async () => {
  const lines = Array.from({ length: 4000 }, (_, n) => `"a${n}@large.example","${'ü'.repeat(100)}"`);
  const csv = ['email,name', ...lines].join('\r\n');
  expect(Buffer.byteLength(csv)).toBeGreaterThan(900_000);
  expect(await importing({ csv, dry: true })).toMatchObject({ status: 200, good: 4000 });
  expect((await importing({ csv: csv.repeat(3), dry: true })).status).toBe(413);
  expect(await importing({ csv: csv + 'x'.repeat(200_000), dry: true })).toMatchObject({ unfit: { rule: 'bytes' } });
  expect((await admin.postJson('/api/resources/users/actions/new', { full_name: csv })).status).toBe(413);
});

test.each([{}, { csv: 7 }, { csv: ['email'] }, { csv: { a: 1 } }, { csv: null }])(
  'what is no file is refused: %j',
  async (data) => {
    const before = await app.pool.query('select count(*) from users');
    const { status, unfit } = await importing(data);
    expect(status === 422 || unfit !== undefined).toBe(true);
    expect(await app.pool.query('select count(*) from users').then(({ rows }) => rows)).toEqual(before.rows);
  },
);
