import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, serve, type TestApp, testApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const register = (body: object) => app.visitor.post('/auth/register', body);
const rowsOf = (email: string) => app.db.selectFrom('users').selectAll().where('email', '=', email).execute();

describe('registering', () => {
  test('makes a member, signed in, and shows only what is public of him', async () => {
    const answer = await register({ email: '  Ann@Example.com ', password, full_name: 'Ann' });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.data).sort()).toEqual(
      ['access_token', 'expires_in', 'refresh_token', 'token_type', 'user'].sort(),
    );
    expect(answer.data).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    expect(answer.data.user).toEqual({
      id: expect.any(String),
      email: 'Ann@Example.com',
      full_name: 'Ann',
      role: 'member',
      is_active: true,
      email_verified_at: null,
      last_login_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('is written down, with who and from where, and without the password', async () => {
    const { data } = await register({ email: 'audited@example.com', password });
    const log = await app.db.selectFrom('audit_log').selectAll().where('entity_id', '=', data.user.id).execute();
    expect(log).toMatchObject([{ action: 'user.registered', actor_id: data.user.id, door: 'api', ip: '127.0.0.1' }]);
    expect(JSON.stringify(log)).not.toMatch(/password|\$2b/);
  });

  test('an email that is taken, in any case or Unicode form, is 409 at its field', async () => {
    await register({ email: 'zoé@example.com', password });
    for (const email of ['ZOÉ@example.com', 'zoe\u0301@EXAMPLE.com']) {
      const answer = await register({ email, password });
      expect([answer.status, answer.code, Object.keys(answer.complaints)]).toEqual([409, 'EMAIL_TAKEN', ['email']]);
    }
  });

  test('fifty times at once with one email in different cases makes one account, over two instances', async () => {
    const other = await serve({ ...app, close: async () => {} });
    const email = (n: number) =>
      [...'crowd@example.com'].map((c, i) => ((n >> (i % 6)) & 1 ? c.toUpperCase() : c)).join('');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 ? app : other).visitor.post('/auth/register', { email: email(n), password }),
      ),
    );
    await other.stop();
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(49).fill(409)]);
    expect(await rowsOf('crowd@example.com')).toHaveLength(1);
  });

  test.each([
    ['short', 'This must have at least 8 characters.'],
    [`${'x'.repeat(70)}äh`, expect.stringContaining('72 bytes')],
    ['password1', expect.stringContaining('commonest')],
    ['QWERTYUIOP', expect.stringContaining('commonest')],
  ])('the password %s is refused with a clear reason', async (tried, reason) => {
    const answer = await register({ email: 'never@example.com', password: tried });
    expect([answer.status, answer.complaints]).toEqual([422, { password: reason }]);
    expect(await rowsOf('never@example.com')).toEqual([]);
  });

  test('a password of exactly 72 bytes is taken, and all of it counts', async () => {
    const long = 'é'.repeat(36);
    expect((await register({ email: 'long@example.com', password: long })).status).toBe(201);
    const signIn = (tried: string) => app.visitor.post('/auth/login', { email: 'long@example.com', password: tried });
    expect((await signIn(long)).status).toBe(200);
    expect((await signIn(`${long}x`)).status).toBe(401);
  });

  test.each([
    'no-at',
    'a@b',
    '@example.com',
    'a b@example.com',
    'a@-example.com',
    `${'x'.repeat(250)}@example.com`,
    '',
  ])('the email %p is refused', async (email) => {
    const answer = await register({ email, password });
    expect([answer.status, Object.keys(answer.complaints)]).toEqual([422, ['email']]);
  });

  test('without a body names what is missing', async () => {
    const answer = await app.visitor.post('/auth/register');
    expect(answer.complaints).toEqual({ email: 'This is required.', password: 'This is required.' });
  });

  test('the hash is bcrypt of the configured cost, and stands apart from the account', async () => {
    const { data } = await register({ email: 'hashed@example.com', password });
    const secret = await app.db
      .selectFrom('user_secrets')
      .selectAll()
      .where('user_id', '=', data.user.id)
      .executeTakeFirst();
    expect(secret?.password_hash).toMatch(/^\$2b\$04\$/);
  });
});
