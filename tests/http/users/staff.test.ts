import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';

let app: TestApp;
let admin: Caller;
let support: Caller;
let member: Caller;
beforeAll(async () => {
  app = await testApp();
  [admin, support, member] = await Promise.all([app.signedIn('admin'), app.signedIn('support'), app.signedIn()]);
});
afterAll(() => app.stop());

const row = (id: string) => app.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const routes = (id: string): [string, string, object?][] => [
  ['GET', `/users/${id}`],
  ['PATCH', `/users/${id}`, { full_name: 'X' }],
  ['PUT', `/users/${id}`, { full_name: 'X' }],
  ['PUT', `/users/${id}/activate`],
  ['PUT', `/users/${id}/deactivate`],
  ['DELETE', `/users/${id}`],
  ['POST', `/users/${id}/restore`],
  ['POST', '/users', { email: 'x@example.com', password }],
];

describe('the accounts of others', () => {
  test.each(['member', 'editor'] as const)('are none of the business of %s', async (role) => {
    const somebody = await app.signedIn(role);
    for (const [method, path, body] of routes(member.id)) {
      expect([method, path, (await somebody.send(method, path, body)).code]).toEqual([method, path, 'FORBIDDEN']);
      expect((await app.visitor.send(method, path, body)).code).toBe('UNAUTHENTICATED');
    }
    expect(await row(member.id)).toMatchObject({ full_name: expect.stringMatching(/^member/), is_active: true });
  });

  test('are not found where there are none', async () => {
    for (const id of [crypto.randomUUID(), 'not-an-id']) {
      for (const [method, path, body] of routes(id).filter(([, path]) => path !== '/users')) {
        expect([method, path, (await admin.send(method, path, body)).code]).toEqual([method, path, 'NOT_FOUND']);
      }
    }
  });

  test('are read and changed by support where they are members’', async () => {
    expect((await support.get(`/users/${member.id}`)).data).toMatchObject({ email: member.email });
    expect((await support.patch(`/users/${member.id}`, { full_name: 'Ann' })).data).toMatchObject({ full_name: 'Ann' });
    expect((await support.put(`/users/${member.id}`, { full_name: 'Ben' })).data).toMatchObject({ full_name: 'Ben' });
    expect((await support.patch(`/users/${member.id}`, { role: 'editor' })).code).toBe('FORBIDDEN');
    expect((await support.patch(`/users/${admin.id}`, { full_name: 'X' })).code).toBe('FORBIDDEN');
    expect((await support.put(`/users/${admin.id}/deactivate`)).code).toBe('FORBIDDEN');
    expect((await support.delete(`/users/${member.id}`)).code).toBe('FORBIDDEN');
    expect((await support.patch(`/users/${member.id}`, { email: 'nonsense', x: 1 })).status).toBe(422);
  });

  test('are made by admins, of any role', async () => {
    const made = await admin.post('/users', { email: 'ed@example.com', password, role: 'editor', full_name: 'Ed' });
    expect([made.status, made.data.role, made.data.is_active]).toEqual([201, 'editor', true]);
    expect((await admin.post('/users', { email: 'ED@example.com', password })).code).toBe('EMAIL_TAKEN');
    expect((await support.post('/users', { email: 'y@example.com', password })).code).toBe('FORBIDDEN');
    expect((await admin.post('/users', { email: 'z@example.com' })).complaints).toEqual({
      password: 'This is required.',
    });
  });
});

describe('deactivation', () => {
  test('ends the sessions, is idempotent, and is undone', async () => {
    const somebody = await app.signedIn();
    for (const verb of ['deactivate', 'deactivate'] as const) {
      expect((await support.put(`/users/${somebody.id}/${verb}`)).data).toMatchObject({ is_active: false });
    }
    expect((await somebody.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    for (const verb of ['activate', 'activate'] as const) {
      expect((await support.put(`/users/${somebody.id}/${verb}`)).data).toMatchObject({ is_active: true });
    }
    expect((await app.visitor.post('/auth/login', { email: somebody.email, password })).status).toBe(200);
    const log = await app.db.selectFrom('audit_log').select('id').where('entity_id', '=', somebody.id).execute();
    expect(log).toHaveLength(3);
  });

  test('of oneself, or of the last admin, is refused', async () => {
    expect((await admin.put(`/users/${admin.id}/deactivate`)).code).toBe('CONFLICT');
    const alone = await testApp();
    const last = await alone.db.selectFrom('users').select('id').where('role', '=', 'admin').executeTakeFirstOrThrow();
    const login = await alone.visitor.post('/auth/login', { email: 'first@example.com', password });
    const bearer = { authorization: `Bearer ${login.data.access_token}` };
    const demoted = await alone.visitor.patch(`/users/${last.id}`, { role: 'editor' }, bearer);
    await alone.stop();
    expect([demoted.status, demoted.code, Object.keys(demoted.complaints)]).toEqual([409, 'CONFLICT', ['role']]);
  });
});

describe('deletion', () => {
  test('is soft: gone from everywhere, sign-in refused, sessions ended; and back', async () => {
    const somebody = await app.signedIn();
    expect((await admin.delete(`/users/${somebody.id}`)).data).toBeNull();
    expect((await somebody.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    expect((await admin.get(`/users/${somebody.id}`)).code).toBe('NOT_FOUND');
    expect((await admin.delete(`/users/${somebody.id}`)).code).toBe('NOT_FOUND');
    expect((await app.visitor.post('/auth/login', { email: somebody.email, password })).code).toBe(
      'INVALID_CREDENTIALS',
    );
    const back = await admin.post(`/users/${somebody.id}/restore`);
    expect(back.data).toMatchObject({ id: somebody.id, email: somebody.email });
    expect((await admin.post(`/users/${somebody.id}/restore`)).status).toBe(200);
    expect((await somebody.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    expect((await app.visitor.post('/auth/login', { email: somebody.email, password })).status).toBe(200);
  });

  test('frees the email, and a restore then says that it is taken', async () => {
    const somebody = await app.signedIn();
    await admin.delete(`/users/${somebody.id}`);
    await app.signedIn('member', somebody.email);
    expect((await admin.post(`/users/${somebody.id}/restore`)).code).toBe('EMAIL_TAKEN');
  });
});
