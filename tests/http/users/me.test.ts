import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const login = (email: string, tried: string) => app.visitor.post('/auth/login', { email, password: tried });

describe('the own profile', () => {
  test('is read and renamed by whoever is signed in, and by nobody else', async () => {
    const member = await app.signedIn();
    expect((await member.get('/users/me')).data).toMatchObject({ id: member.id });
    expect((await member.patch('/users/me', { full_name: 'Ann' })).data).toMatchObject({ full_name: 'Ann' });
    expect((await member.patch('/users/me', { full_name: null })).data).toMatchObject({ full_name: null });
    expect((await app.visitor.patch('/users/me', { full_name: 'X' })).code).toBe('UNAUTHENTICATED');
    expect((await member.patch('/users/me', { role: 'admin' })).complaints).toHaveProperty('role');
    expect((await member.delete('/users/me')).status).toBe(405);
  });

  test('takes a new email only with the password, unverified then', async () => {
    const member = await app.signedIn();
    await app.db.updateTable('users').set({ email_verified_at: new Date() }).where('id', '=', member.id).execute();
    const email = `new-${member.id}@example.com`;
    const change = (more: object) => member.patch('/users/me', { email, ...more });
    expect((await change({})).complaints).toEqual({ password: 'Please give your password to change this.' });
    expect((await change({ password: 'another one' })).complaints).toEqual({ password: 'This is not your password.' });
    expect((await change({ password })).data).toMatchObject({ email, email_verified_at: null });
    expect((await member.patch('/users/me', { email, full_name: 'Same email' })).status).toBe(200);
    expect((await member.patch('/users/me', { email: 'first@example.com', password })).code).toBe('EMAIL_TAKEN');
  });
});

describe('the own password', () => {
  const next = 'an even longer password';

  test('is changed with the current one; other sessions end, this one goes on', async () => {
    const member = await app.signedIn();
    const other = (await login(member.email, password)).data;
    const answer = await member.put('/users/me/password', { current_password: password, new_password: next });
    expect(answer.status).toBe(200);
    expect((await member.get('/auth/me')).status).toBe(200);
    const bearer = { authorization: `Bearer ${other.access_token}` };
    expect((await app.visitor.get('/auth/me', bearer)).code).toBe('UNAUTHENTICATED');
    expect([(await login(member.email, password)).status, (await login(member.email, next)).status]).toEqual([
      401, 200,
    ]);
  });

  test('is not changed by a wrong one, nor to a bad one', async () => {
    const member = await app.signedIn();
    const change = (body: object) => member.put('/users/me/password', { current_password: password, ...body });
    expect((await change({ current_password: 'wrong', new_password: next })).complaints).toEqual({
      current_password: 'This is not your password.',
    });
    expect((await change({ new_password: 'short' })).complaints).toHaveProperty('new_password');
    expect((await change({})).complaints).toEqual({ new_password: 'This is required.' });
    expect((await app.visitor.put('/users/me/password', {})).code).toBe('UNAUTHENTICATED');
    expect((await login(member.email, password)).status).toBe(200);
  });

  test('cannot be guessed with a stolen token: tries are limited', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const member = await strict.signedIn();
    const tries = Array.from({ length: 12 }, () =>
      member.put('/users/me/password', { current_password: 'a guess', new_password: next }),
    );
    const answers = await Promise.all(tries);
    await strict.stop();
    expect(answers.filter(({ code }) => code === 'RATE_LIMITED')).toHaveLength(2);
  });
});
