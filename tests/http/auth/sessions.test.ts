import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

async function twice() {
  const first = await app.signedIn();
  const answer = await app.visitor.post('/auth/login', { email: first.email, password }, { 'user-agent': 'A phone' });
  return { first, second: new Caller(app.origin, { ...answer.data, id: first.id, email: first.email }) };
}

describe('own sessions', () => {
  test('are listed with device, address and last use, the present one marked', async () => {
    const { second } = await twice();
    const { data } = await second.get('/auth/sessions');
    expect(data).toHaveLength(2);
    expect(data[0]).toEqual({
      id: expect.any(String),
      device: 'A phone',
      address: '127.0.0.1',
      created_at: expect.any(String),
      last_used_at: expect.any(String),
      is_current: true,
    });
    expect(data[1].is_current).toBe(false);
  });

  test('are ended one by one, at the next request', async () => {
    const { first, second } = await twice();
    const { data } = await second.get('/auth/sessions');
    expect((await second.delete(`/auth/sessions/${data[1].id}`)).status).toBe(200);
    expect((await first.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    expect((await second.get('/auth/me')).status).toBe(200);
    expect((await second.get('/auth/sessions')).data).toHaveLength(1);
    expect((await second.delete(`/auth/sessions/${data[1].id}`)).code).toBe('NOT_FOUND');
  });

  test('are nobody else’s to see or end', async () => {
    const { first } = await twice();
    const stranger = await app.signedIn('admin');
    const [session] = (await first.get('/auth/sessions')).data;
    expect((await stranger.delete(`/auth/sessions/${session.id}`)).code).toBe('NOT_FOUND');
    expect((await first.get('/auth/me')).status).toBe(200);
    expect((await app.visitor.get('/auth/sessions')).code).toBe('UNAUTHENTICATED');
    expect((await first.delete('/auth/sessions/x')).code).toBe('NOT_FOUND');
  });
});
