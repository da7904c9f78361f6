import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../src/db/pool.js';
import { password, serve, type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { resetTokenFor } from '../support/links.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const next = 'an even longer password';
const stateOf = async (person: Clerk) => (await person.get('/api/dashboard')).status;
const jobs = async (email: string) => {
  const { rows } = await app.pool.query(
    `select count(*)::int as n from graphile_worker._private_jobs where payload->>'email' = $1`,
    [email],
  );
  return rows[0].n;
};

describe('the own password', () => {
  test('is changed with the old one; this session goes on under another name', async () => {
    const person = await clerk(app, 'editor');
    const before = person.cookie;
    const answer = await person.post('/account/password', { current_password: password, new_password: next });
    expect(person.take(answer).headers.get('location')).toBe('/admin/account?done=password');
    expect((await person.get('/account?done=password')).text).toContain('Your password is changed.');
    expect(await stateOf(person)).toBe(200);
    person.cookie = before;
    expect(await stateOf(person)).toBe(401);
    expect((await person.signIn(next)).status).toBe(303);
  });

  test('is not changed by a wrong one, nor to a bad one, which is said at the field', async () => {
    const person = await clerk(app, 'editor');
    const wrong = await person.post('/account/password', { current_password: 'not it', new_password: next });
    expect([wrong.status, wrong.text.includes('id="password-current_password-error"')]).toEqual([422, true]);
    const bad = await person.post('/account/password', { current_password: password, new_password: 'password1' });
    expect([bad.status, bad.text.includes('one of the commonest')]).toEqual([422, true]);
    expect((await person.signIn()).status).toBe(303);
  });

  test('is not guessed at an open desk', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const person = await clerk(strict, 'editor');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        person.post('/account/password', { current_password: 'a guess', new_password: next }),
      ),
    );
    await strict.stop();
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });
});

describe('who has lost his password', () => {
  const visitor = () => new Clerk(app.origin);

  test('asks for a link, and is answered alike whether or not there is an account', async () => {
    expect((await visitor().get('/login')).text).toContain('href="/admin/forgot-password"');
    expect((await visitor().get('/forgot-password')).status).toBe(200);
    const { email } = await app.signedIn('support');
    const answers = [];
    for (const asked of [email, 'nobody@example.com'])
      answers.push(await visitor().post('/forgot-password', { email: asked }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect([await jobs(email), await jobs('nobody@example.com')]).toEqual([1, 1]);
    const bad = await visitor().post('/forgot-password', { email: '"><b>' });
    expect([bad.status, bad.text.includes('<b>')]).toEqual([422, false]);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  test('is limited as over the API, and by what was asked there', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const ask = (n: number) =>
      n % 2
        ? strict.visitor.post('/auth/forgot-password', { email: 'nobody@example.com' })
        : new Clerk(strict.origin).post('/forgot-password', { email: 'NOBODY@example.com' });
    const statuses = (await Promise.all(Array.from({ length: 8 }, (_, n) => ask(n)))).map(({ status }) => status);
    await strict.stop();
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  });

  test('sets a new one by the link, once, and signs in with it', async () => {
    const { email } = await app.signedIn('support');
    const token = await resetTokenFor(app.db, email);
    const page = await visitor().get(`/reset-password?token=${token}`);
    expect([page.status, page.text.includes(`value="${token}"`)]).toEqual([200, true]);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const bad = await visitor().post('/reset-password', { token, password: 'short' });
    expect([bad.status, bad.text.includes('at least 8 characters')]).toEqual([422, true]);
    const answer = await visitor().post('/reset-password', { token, password: next });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/login?done=reset']);
    expect((await visitor().get('/login?done=reset')).text).toContain('Your password is changed.');
    expect((await new Clerk(app.origin, '', email).signIn(next)).status).toBe(303);
    for (const dead of [
      await visitor().post('/reset-password', { token, password: next }),
      await visitor().get(`/reset-password?token=${token}`),
      await visitor().get('/reset-password?token=%22%3E%3Cscript%3E'),
      await visitor().get('/reset-password'),
    ]) {
      expect([dead.status, dead.text.includes('no longer valid')]).toEqual([422, true]);
      expect(dead.text).not.toContain('<script');
    }
  });

  test('is not sent by another site', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await visitor().post('/forgot-password', { email: 'x@example.com' }, headers)).status).toBe(403);
    expect((await visitor().post('/reset-password', { token: 'x' }, headers)).status).toBe(403);
  });
});

test('a form that is refused is answered for people: whoever is not signed in any more is led there', async () => {
  const late = await new Clerk(app.origin).post('/account/password', {
    current_password: password,
    new_password: next,
  });
  expect([late.status, late.headers.get('location')]).toEqual([302, '/admin/login']);
  const foreign = await new Clerk(app.origin).post('/login', {}, { origin: 'https://evil.example' });
  expect([foreign.status, foreign.headers.get('content-type')]).toEqual([403, expect.stringContaining('text/html')]);
  expect((await new Clerk(app.origin).post('/api/resources/users/actions/new')).body).toMatchObject({ success: false });
});

test('while the database is out no link is told to be void, and the back office comes back with it', async () => {
  const broken = await serve({ ...app, ...connect(app.config) });
  const lost = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  const { connect: normally } = broken.pool;
  const visitor = new Clerk(broken.origin);
  const statuses = [];
  for (const way of [lost, normally, lost]) {
    broken.pool.connect = way as typeof normally;
    const page = await visitor.get('/reset-password?token=x');
    statuses.push([page.status, /no longer valid/i.test(page.text)]);
  }
  broken.pool.connect = normally;
  await broken.stop();
  expect(statuses).toEqual([
    [503, false],
    [422, true],
    [503, false],
  ]);
});
