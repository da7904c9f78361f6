import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createKeyring } from '../../../src/domain/keyring.js';
import { createTokens } from '../../../src/domain/tokens.js';
import { password, serve, type TestApp, testApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const refresh = (refresh_token: string, at = app) => at.visitor.post('/auth/refresh', { refresh_token });
const fresh = async () => (await app.signedIn()).identity?.refresh_token ?? '';
const age = (seconds: number) =>
  sql`update refresh_tokens set used_at = used_at - make_interval(secs => ${seconds})`.execute(app.db);

describe('a refresh token', () => {
  test('gives a new pair and is spent', async () => {
    const token = await fresh();
    const answer = await refresh(token);
    expect(answer.status).toBe(200);
    expect(answer.data.refresh_token).not.toBe(token);
    expect((await refresh(answer.data.refresh_token)).status).toBe(200);
  });

  test('shown again within ten seconds, its successor unused, gives the same successor', async () => {
    const token = await fresh();
    const first = await refresh(token);
    const second = await refresh(token);
    expect(second.status).toBe(200);
    expect(second.data.refresh_token).toBe(first.data.refresh_token);
  });

  test('shown again when its successor was used ends the whole session, access token too', async () => {
    const token = await fresh();
    const first = await refresh(token);
    const second = await refresh(first.data.refresh_token);
    for (const again of [1, 2]) expect([again, (await refresh(token)).code]).toEqual([again, 'TOKEN_REUSED']);
    expect((await refresh(second.data.refresh_token)).code).toBe('UNAUTHENTICATED');
    const bearer = { authorization: `Bearer ${second.data.access_token}` };
    expect((await app.visitor.get('/auth/me', bearer)).code).toBe('UNAUTHENTICATED');
  });

  test('shown again after ten seconds ends the session', async () => {
    const token = await fresh();
    const first = await refresh(token);
    await age(11);
    expect((await refresh(token)).code).toBe('TOKEN_REUSED');
    expect((await refresh(first.data.refresh_token)).status).toBe(401);
  });

  test('used twenty times at once over two instances has one lineage', async () => {
    const other = await serve({ ...app, close: async () => {} });
    const token = await fresh();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => refresh(token, n % 2 ? app : other)));
    await other.stop();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => data.refresh_token)).size).toBe(1);
    const sessions = sql<{ n: number }>`select count(*)::int n from refresh_tokens where session_id =
      (select session_id from refresh_tokens where token_hash = sha256(${token}::bytea))`;
    expect((await sessions.execute(app.db)).rows).toEqual([{ n: 2 }]);
  });

  test('that has expired is 401 TOKEN_EXPIRED', async () => {
    const token = await fresh();
    await sql`update refresh_tokens set created_at = now() - interval '31 days', expires_at = now() - interval '1 day'
      where token_hash = sha256(${token}::bytea)`.execute(app.db);
    const answer = await refresh(token);
    expect([answer.status, answer.code]).toEqual([401, 'TOKEN_EXPIRED']);
  });

  test('never outlives the last day of its session, however often it is renewed', async () => {
    const token = await fresh();
    const begun = (ago: string) =>
      sql`update sessions set created_at = now() - ${ago}::interval where id =
        (select session_id from refresh_tokens where token_hash = sha256(${token}::bytea))`.execute(app.db);
    await begun('89 days');
    const { data } = await refresh(token);
    const { rows } = await sql<{ seconds: number }>`select extract(epoch from expires_at - now())::int as seconds
      from refresh_tokens where token_hash = sha256(${data.refresh_token}::bytea)`.execute(app.db);
    expect(rows[0]?.seconds).toBeGreaterThan(23 * 60 * 60);
    expect(rows[0]?.seconds).toBeLessThanOrEqual(24 * 60 * 60);
    // Also where the last day was set closer meanwhile, or the token was given out before there was one.
    await begun('91 days');
    const answer = await refresh(data.refresh_token);
    expect([answer.status, answer.code]).toEqual([401, 'TOKEN_EXPIRED']);
  });

  test('that nobody made is 401', async () => {
    expect((await refresh('made up')).code).toBe('UNAUTHENTICATED');
    expect((await app.visitor.post('/auth/refresh')).code).toBe('UNAUTHENTICATED');
  });

  test('is stored as a hash only', async () => {
    const token = await fresh();
    const rows = await app.db.selectFrom('refresh_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const of = (secret: string) => createTokens(createKeyring(secret)).successors(token)[0];
    expect(of('one secret')).not.toBe(of('another'));
  });
});

describe('a refresh cookie', () => {
  const account = { password, refresh_in: 'cookie' };
  const signIn = async (email: string) => {
    const answer = await app.visitor.post('/auth/register', { ...account, email });
    return { answer, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const own = () => ({ origin: app.config.publicUrl });

  test('is out of reach for scripts and never in a body', async () => {
    const { answer } = await signIn('cookie1@example.com');
    expect(answer.data).not.toHaveProperty('refresh_token');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^doorstep_refresh=[\w-]{43}; Path=\/api\/v1\/auth; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
  });

  test('renews from our own origin, and goes on as a cookie', async () => {
    const { cookie } = await signIn('cookie2@example.com');
    const answer = await app.visitor.post('/auth/refresh', undefined, { cookie, ...own() });
    expect(answer.status).toBe(200);
    expect(answer.data).not.toHaveProperty('refresh_token');
    expect(answer.headers.get('set-cookie')).toMatch(/^doorstep_refresh=/);
    expect(answer.headers.get('set-cookie')).not.toContain(cookie);
  });

  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, {}])(
    'is refused from elsewhere: %p',
    async (headers) => {
      const { cookie } = await signIn(`cookie${Math.random()}@example.com`);
      const answer = await app.visitor.post('/auth/refresh', undefined, {
        cookie,
        ...(headers as Record<string, string>),
      });
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    },
  );

  test('is taken back at sign-out, and its session ended', async () => {
    const { answer, cookie } = await signIn('cookie3@example.com');
    const headers = { cookie, ...own(), authorization: `Bearer ${answer.data.access_token}` };
    const out = await app.visitor.post('/auth/logout', undefined, headers);
    expect(out.headers.get('set-cookie')).toMatch(/^doorstep_refresh=; .*Max-Age=0/);
    expect((await app.visitor.post('/auth/refresh', undefined, headers)).code).toBe('UNAUTHENTICATED');
  });

  test('that comes twice is refused: one of them may have been planted from a neighbouring host', async () => {
    const { cookie } = await signIn('cookie5@example.com');
    const twice = { cookie: `${cookie}; doorstep_refresh=planted`, ...own() };
    const answer = await app.visitor.post('/auth/refresh', undefined, twice);
    expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await app.visitor.post('/auth/refresh', undefined, { cookie, ...own() })).status).toBe(200);
  });

  test.each(['login', 'register'])('that %s replaces ends with its session', async (path) => {
    const { answer, cookie } = await signIn(`replaced-${path}@example.com`);
    const bearer = { authorization: `Bearer ${answer.data.access_token}` };
    const email = path === 'login' ? `replaced-${path}@example.com` : `anew-${path}@example.com`;
    // Elsewhere, or without asking for a cookie, the browser keeps the one it has.
    await app.visitor.post('/auth/login', { email: answer.data.user.email, password }, { cookie, ...own() });
    expect((await app.visitor.get('/auth/me', bearer)).status).toBe(200);
    await app.visitor.post(`/auth/${path}`, { ...account, email }, { cookie, ...own() });
    expect((await app.visitor.get('/auth/me', bearer)).status).toBe(401);
    expect((await app.visitor.post('/auth/refresh', undefined, { cookie, ...own() })).code).toBe('UNAUTHENTICATED');
  });

  test('is Secure, by attribute and by name, where the product is served by https', async () => {
    const secure = await serve({
      ...app,
      config: { ...app.config, publicUrl: 'https://x.example' },
      close: async () => {},
    });
    const answer = await secure.visitor.post('/auth/register', { ...account, email: 'cookie4@example.com' });
    await secure.stop();
    expect(answer.headers.get('set-cookie')).toMatch(/^__Secure-doorstep_refresh=.*; Secure$/);
    // A year, and every host below: none of them may plant a cookie over plain http.
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });
});
