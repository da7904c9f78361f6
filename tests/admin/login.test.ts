import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { system } from '../../src/domain/actors.js';
import * as users from '../../src/domain/users.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { testAuth } from '../support/auth.js';
import { Clerk, clerk } from '../support/clerk.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const sessions = () => app.db.selectFrom('admin_sessions').selectAll().execute();
const strangerTo = (email: string) => new Clerk(app.origin, '', email);

describe('signing in', () => {
  let admin: Clerk;
  beforeEach(async () => {
    admin = await clerk(app, 'admin');
  });

  test('somebody of the staff comes in and is written down', async () => {
    expect((await admin.get('/api/dashboard')).status).toBe(200);
    const entry = await app.db.selectFrom('audit_log').selectAll().where('actor_id', '=', admin.id).executeTakeFirst();
    expect(entry).toMatchObject({ action: 'session.started', entity: 'users', entity_id: admin.id, door: 'admin' });
    expect(entry?.ip).toBe('127.0.0.1');
    expect(entry?.request_id).toEqual(expect.any(String));
  });

  test('a member, a wrong password, an unknown and an inactive account get the same refusal', async () => {
    const member = await app.signedIn('member');
    const inactive = await app.signedIn('support');
    await app.db.updateTable('users').set({ is_active: false }).where('id', '=', inactive.id).execute();
    const answers = [
      await strangerTo(member.email).signIn(),
      await strangerTo(admin.email).signIn('not the right password'),
      await strangerTo('nobody@example.com').signIn(),
      await strangerTo(inactive.email).signIn(),
      await strangerTo('no email at all').signIn(),
    ];
    const told = answers.map(({ text }) => text.replace(/value="[^"]*"/g, ''));
    expect(new Set(told).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  test('a quote or a tag in the email comes back as text', async () => {
    const answer = await strangerTo(`"><script>alert('x')</script>@example.com`).signIn();
    expect(answer.text).not.toContain('<script>');
    expect(answer.text).toContain('&lt;script&gt;');
  });

  test('the session gets a new name: one put into the browser beforehand is worth nothing', async () => {
    const planted = admin.cookie;
    const { headers } = await admin.post('/login', { email: admin.email, password });
    expect(headers.getSetCookie()[0]?.split(';')[0]).not.toBe(planted);
    expect((await admin.get('/api/dashboard')).status).toBe(401);
  });

  test('the cookie is out of reach for scripts and for other sites', async () => {
    const { headers } = await admin.post('/login', { email: admin.email, password });
    expect(headers.getSetCookie()[0]).toMatch(/^doorstep_office=.*; Path=\/admin; HttpOnly; SameSite=Lax$/);
  });

  test('somebody who only looks gets no session and leaves no row', async () => {
    const before = await sessions();
    for (const path of ['', '/login', '/resources/users', '/api/dashboard']) {
      expect((await strangerTo('').get(path)).headers.getSetCookie()).toEqual([]);
    }
    expect(await sessions()).toHaveLength(before.length);
  });

  test('a deep link survives the sign-in, and only one of ours does', async () => {
    const asked = await strangerTo('').get('/resources/users?page=2');
    expect(asked.status).toBe(302);
    expect(asked.headers.get('location')).toBe('/admin/login?to=%2Fadmin%2Fresources%2Fusers%3Fpage%3D2');
    const back = (to: string) => admin.post('/login', { email: admin.email, password, to });
    expect((await back('/admin/resources/users?page=2')).headers.get('location')).toBe('/admin/resources/users?page=2');
    const foreign = [
      'https://evil.example/admin',
      '//evil.example/admin',
      '/\\evil.example',
      '/admin/../api',
      '/admin/logout',
      '/other',
    ];
    for (const to of foreign) expect((await back(to)).headers.get('location')).toBe('/admin');
  });
});

describe('a session ends', () => {
  test('at the way out, which is a form and no link', async () => {
    const editor = await clerk(app, 'editor');
    expect((await editor.get('/logout')).status).toBe(404);
    expect((await editor.get('/api/dashboard')).status).toBe(200);
    expect((await editor.post('/logout')).headers.get('location')).toBe('/admin/login');
    expect((await editor.get('/api/dashboard')).status).toBe(401);
    const last = await app.db
      .selectFrom('audit_log')
      .select('action')
      .where('actor_id', '=', editor.id)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(last?.action).toBe('session.ended');
  });

  test.each([
    ['deactivated', { is_active: false }],
    ['deleted', { deleted_at: new Date() }],
    ['made a member', { role: 'member' as const }],
  ])('at once when the account is %s', async (_what, change) => {
    const editor = await clerk(app, 'editor');
    expect((await editor.get('/api/dashboard')).status).toBe(200);
    await app.db.updateTable('users').set(change).where('id', '=', editor.id).execute();
    expect((await editor.get('/api/dashboard')).status).toBe(401);
  });

  test('when another role is given, which counts from the next sign-in on', async () => {
    const person = await clerk(app, 'admin');
    expect((await person.list('audit_log')).status).toBe(200);
    await app.db.updateTable('users').set({ role: 'support' }).where('id', '=', person.id).execute();
    expect((await person.list('audit_log')).status).toBe(401);
    await person.signIn();
    expect((await person.list('audit_log')).status).toBe(403);
  });

  test('when the password changes', async () => {
    const editor = await clerk(app, 'editor');
    await users.update(app.db, testAuth, system('cli'), {
      id: editor.id,
      patch: { password: 'another long password' },
    });
    expect((await editor.get('/api/dashboard')).status).toBe(401);
  });

  test('after twelve hours, however busy', async () => {
    const editor = await clerk(app, 'editor');
    const long = Date.now() - 12 * 3600 * 1000 - 1000;
    const [row] = (await sessions()).filter(({ sess }) => (sess as { userId: string }).userId === editor.id);
    const sess = { ...(row?.sess as object), since: long };
    await app.pool.query('update admin_sessions set sess = $1 where sid = $2', [JSON.stringify(sess), row?.sid]);
    expect((await editor.get('/api/dashboard')).status).toBe(401);
  });

  test('after two hours without a request', async () => {
    const editor = await clerk(app, 'editor');
    const [row] = (await sessions()).filter(({ sess }) => (sess as { userId: string }).userId === editor.id);
    const left = ((row?.expire.getTime() ?? 0) - Date.now()) / 3600_000;
    expect(left).toBeLessThan(2.1);
    await app.pool.query(`update admin_sessions set expire = now() - interval '1 second' where sid = $1`, [row?.sid]);
    expect((await editor.get('/api/dashboard')).status).toBe(401);
  });
});

test('what a page asks by itself does not keep a session alive, what a person does is', async () => {
  const editor = await clerk(app, 'editor');
  const soon = new Date(Date.now() + 60_000);
  const of = sql`sess->>'userId' = ${editor.id}`.$castTo<boolean>();
  const end = () => app.db.selectFrom('admin_sessions').select('expire').where(of).executeTakeFirstOrThrow();
  await app.db.updateTable('admin_sessions').set({ expire: soon }).where(of).execute();
  expect((await editor.get('/api/dashboard', { 'x-doorstep-background': '1' })).status).toBe(200);
  expect((await end()).expire).toEqual(soon);
  await editor.get('/api/dashboard');
  expect((await end()).expire.getTime()).toBeGreaterThan(soon.getTime());
});

describe('who is not signed in', () => {
  test('is told so in JSON by the API, and led to the login by a page', async () => {
    const visitor = strangerTo('');
    const api = await visitor.get('/api/resources/users/actions/list');
    expect([api.status, api.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await visitor.get('/resources/users')).status).toBe(302);
  });

  test('has no form read, of whatever size', async () => {
    const body = new FormData();
    body.set('file', new Blob(['x'.repeat(100_000)]), 'x.txt');
    const answer = await fetch(`${app.origin}/admin/api/resources/users/actions/new`, { method: 'POST', body });
    expect(answer.status).toBe(401);
  });
});

test('over https the cookie is bound to the host and to https', async () => {
  const secure = await testApp({ publicUrl: 'https://doorstep.example' });
  try {
    const admin = await secure.signedIn('admin');
    const { headers } = await new Clerk(secure.origin, '', admin.email).signIn();
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-doorstep_office=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(headers.get('strict-transport-security')).toContain('max-age');
  } finally {
    await secure.stop();
  }
});

test('tries are limited as they are over the API, and a limit that cannot be counted lets nobody in', async () => {
  const limited = await testApp({ rateLimitScale: 0.5 });
  try {
    const admin = await limited.signedIn('admin');
    const person = new Clerk(limited.origin, '', admin.email);
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await person.signIn('wrong')).status).toBe(401);
    expect((await person.signIn('wrong')).status).toBe(429);
    const refused = await person.signIn();
    expect([refused.status, refused.text.includes('Too many attempts')]).toEqual([429, true]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await limited.pool.query('alter table sign_in_attempts rename to attempts_away');
    expect((await person.signIn()).status).toBe(503);
  } finally {
    await limited.stop();
  }
});
