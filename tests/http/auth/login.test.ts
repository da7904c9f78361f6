import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { passwordHash } from '../../../src/db/users.js';
import { system } from '../../../src/domain/actors.js';
import { createHasher, type Hasher } from '../../../src/domain/passwords.js';
import { recognise } from '../../../src/domain/sign-ins.js';
import * as users from '../../../src/domain/users.js';
import { password, type TestApp, testApp } from '../../support/app.js';
import { testAuth } from '../../support/auth.js';
import type { Caller } from '../../support/caller.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const login = (email: string, tried = password) => app.visitor.post('/auth/login', { email, password: tried });
const by = system('system');

describe('signing in', () => {
  test('takes the email in any case and gives a pair of tokens', async () => {
    const member = await app.signedIn();
    const answer = await login(` ${member.email.toUpperCase()} `);
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ token_type: 'Bearer', expires_in: 900, user: { id: member.id } });
    expect(answer.data.user.last_login_at).not.toBeNull();
  });

  test('does not tell an unknown account from a wrong password', async () => {
    const member = await app.signedIn();
    const wrong = await login(member.email, 'another password');
    const unknown = await login('nobody@example.com');
    expect([wrong.status, wrong.code]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect({ ...unknown.body, timestamp: '' }).toEqual({ ...wrong.body, timestamp: '' });
    expect(wrong.headers.get('www-authenticate')).toBe(unknown.headers.get('www-authenticate'));
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('compares with a hash of the same cost whether or not the account exists', async () => {
    const hasher = createHasher(4);
    const compared: (string | undefined)[] = [];
    const spy = { ...hasher, verify: async (_tried: string, hash?: string) => !compared.push(hash) };
    const means = { ...testAuth, hasher: spy };
    await recognise(app.db, means, { door: 'api' }, { email: 'nobody@example.com', password }).catch(() => {});
    expect(compared).toEqual([undefined]);
    // Without a hash, the hasher compares with a decoy of its own cost instead of answering at once.
    expect(await hasher.verify(password, undefined)).toBe(false);
  });

  test('brings an old hash up to date, but never in place of a password that was set meanwhile', async () => {
    const [member, other] = [await app.signedIn(), await app.signedIn()];
    const costly = createHasher(5);
    const tried = (email: string, hasher: Hasher) =>
      recognise(app.db, { ...testAuth, hasher }, { door: 'api' }, { email, password });
    const hashOf = async ({ id }: Caller) => (await passwordHash(app.db, id)) ?? '';
    await tried(member.email, costly);
    expect(costly.isOutdated(await hashOf(member))).toBe(false);
    const reset = await testAuth.hasher.hash('an even longer password');
    const slow = async (text: string) => {
      await app.db.updateTable('user_secrets').set({ password_hash: reset }).where('user_id', '=', other.id).execute();
      return costly.hash(text);
    };
    await tried(other.email, { ...costly, hash: slow });
    expect(await hashOf(other)).toBe(reset);
  });

  test('to a deactivated account is 403 with the right password only', async () => {
    const member = await app.signedIn();
    await users.update(app.db, testAuth, by, { id: member.id, patch: { is_active: false } });
    expect((await login(member.email)).code).toBe('ACCOUNT_INACTIVE');
    expect((await login(member.email, 'another password')).code).toBe('INVALID_CREDENTIALS');
  });

  test('to a deleted account is 401 like to one that never was', async () => {
    const member = await app.signedIn();
    await users.remove(app.db, by, member.id);
    expect((await login(member.email)).code).toBe('INVALID_CREDENTIALS');
  });

  test('renews a hash of another cost', async () => {
    const member = await app.signedIn();
    const hash = await createHasher(5).hash(password);
    await app.db.updateTable('user_secrets').set({ password_hash: hash }).where('user_id', '=', member.id).execute();
    await login(member.email);
    const secret = await app.db
      .selectFrom('user_secrets')
      .selectAll()
      .where('user_id', '=', member.id)
      .executeTakeFirst();
    expect(secret?.password_hash).toMatch(/^\$2b\$04\$/);
  });
});

describe('limits', () => {
  test('hold for one account, say when to come back, and a right password clears them', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const tries = (n: number, email: string, tried: string) =>
      Promise.all(Array.from({ length: n }, () => strict.visitor.post('/auth/login', { email, password: tried })));
    const first = await tries(9, 'first@example.com', 'wrong password');
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await tries(1, 'first@example.com', password))[0]?.status).toBe(200);
    const again = await tries(14, 'FIRST@example.com', 'wrong password');
    const refused = again.filter(({ code }) => code === 'RATE_LIMITED');
    await strict.stop();
    expect(refused).toHaveLength(4);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
