import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { password, type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk, rowsOf } from '../support/clerk.js';
import { freshCode, withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
let admin: Clerk;
beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
});
afterAll(() => app.stop());

const stateOf = async (person: Clerk) => (await person.get('/api/dashboard')).status;
const lastAction = async (id: string) =>
  app.db.selectFrom('audit_log').selectAll().where('entity_id', '=', id).orderBy('id', 'desc').executeTakeFirst();

/** One of the staff with a factor, who has given his password and not yet a code. */
async function waiting(): Promise<Clerk> {
  const { id, email } = await app.signedIn('editor');
  await withSecondFactor(app, id);
  const person = new Clerk(app.origin, id, email);
  const answer = await person.signIn();
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/login/code']);
  return person;
}
const give = async (person: Clerk, code: string) => person.take(await person.post('/login/code', { code }));

describe('signing in with a second factor', () => {
  test('asks for a code on a page of its own, and lets in under a new name of the session', async () => {
    const person = await waiting();
    const page = await person.get('/login/code');
    expect(page.text).toContain('<label for="code">Code</label>');
    expect(page.text).not.toContain('<script');
    const before = person.cookie;
    const answer = await give(person, await freshCode(app, person.id));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin']);
    expect(person.cookie).not.toBe(before);
    expect(await stateOf(person)).toBe(200);
    person.cookie = before;
    expect(await stateOf(person)).toBe(401);
  });

  test('is no sign-in before the code is right: no page, no API, no account', async () => {
    const person = await waiting();
    expect(await stateOf(person)).toBe(401);
    for (const path of ['', '/account', '/resources/users']) {
      const { status, headers } = await person.get(path);
      expect([status, headers.get('location')?.startsWith('/admin/login?')]).toEqual([302, true]);
    }
    const wrong = await give(person, '000000');
    expect([wrong.status, wrong.text.includes('This code is wrong')]).toEqual([401, true]);
    expect(await stateOf(person)).toBe(401);
    expect((await give(person, await freshCode(app, person.id))).status).toBe(303);
  });

  test('keeps the way somebody wanted to go, takes a recovery code, and is written down once it is done', async () => {
    const { id, email } = await app.signedIn('editor');
    const [code = ''] = await withSecondFactor(app, id);
    const person = new Clerk(app.origin, id, email);
    person.take(await person.post('/login', { email, password, to: '/admin/resources/flows' }));
    expect((await lastAction(id))?.action).toBe('user.second_factor_on');
    expect((await give(person, code)).headers.get('location')).toBe('/admin/resources/flows');
    expect((await lastAction(id))?.action).toBe('session.started');
  });

  test('waits ten minutes, and not for an account that changed meanwhile', async () => {
    const slow = await waiting();
    await app.pool.query(
      `update admin_sessions set sess = jsonb_set(sess::jsonb, '{pending,since}', to_jsonb(($1)::bigint))::json
       where sess->'pending'->>'userId' = $2`,
      [Date.now() - 10 * 60 * 1000, slow.id],
    );
    expect((await give(slow, await freshCode(app, slow.id))).headers.get('location')).toBe('/admin/login');
    const changed = await waiting();
    await admin.edit('users', changed.id, { password: 'quite another one' });
    expect((await give(changed, await freshCode(app, changed.id))).headers.get('location')).toBe('/admin/login');
    expect(await stateOf(changed)).toBe(401);
    expect((await new Clerk(app.origin).get('/login/code')).headers.get('location')).toBe('/admin/login');
  });
});

test('codes are not guessed at the desk: ten wrong ones, then the right one waits, whoever signs in again between them', async () => {
  const strict = await testApp({ rateLimitScale: 1 });
  const { id, email } = await strict.signedIn('support');
  await withSecondFactor(strict, id);
  const person = new Clerk(strict.origin, id, email);
  for (let n = 0; n < 10; n += 1) {
    await person.signIn();
    expect((await give(person, 'abcdef')).status).toBe(401);
  }
  const refused = await give(person, await freshCode(strict, id));
  const again = await person.signIn();
  await strict.stop();
  expect([refused.status, again.status]).toEqual([429, 429]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('setting it up', () => {
  let person: Clerk;
  beforeEach(async () => {
    person = await clerk(app, 'editor');
  });
  const secretOf = (text: string) => (/class="secret">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '');
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  async function setUp() {
    await person.post('/account/second-factor');
    const secret = secretOf((await person.get('/account')).text);
    const answer = await person.post('/account/second-factor/confirm', { password, code: codeOf(secret) });
    return { secret, answer: person.take(answer) };
  }

  test('shows a QR code and the secret, asks for a code and the password, then shows recovery codes this once', async () => {
    expect((await person.get('/account')).text).toContain('Set it up');
    const { secret, answer } = await setUp();
    expect(secret).toHaveLength(32);
    expect(answer.status).toBe(200);
    const codes = [...answer.text.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code);
    expect(codes).toHaveLength(10);
    const page = await person.get('/account');
    expect(page.text).toContain('10 of your recovery codes are left');
    for (const shown of [secret, ...codes]) expect(page.text).not.toContain(shown);
    expect(await lastAction(person.id)).toMatchObject({ action: 'user.second_factor_on', before: null, after: null });
    expect((await person.signIn()).headers.get('location')).toBe('/admin/login/code');
  });

  test('asks nothing of anybody before it is confirmed, and a wrong code or password confirms nothing', async () => {
    await person.post('/account/second-factor');
    const page = (await person.get('/account')).text;
    expect(page).toContain('<svg');
    expect(page).not.toContain('<script');
    const code = codeOf(secretOf(page));
    const wrong = await person.post('/account/second-factor/confirm', { password, code: '12345' });
    expect([wrong.status, wrong.text.includes('This code is wrong')]).toEqual([422, true]);
    const noPassword = await person.post('/account/second-factor/confirm', { password: 'not it', code });
    expect([noPassword.status, noPassword.text.includes('This is not your password.')]).toEqual([422, true]);
    expect((await person.post('/account/second-factor/confirm')).text).toContain('This is required.');
    // The secret stays the one that the app has by now.
    expect(secretOf((await person.get('/account')).text)).toBe(secretOf(page));
    expect((await person.signIn()).headers.get('location')).toBe('/admin');
  });

  test('new recovery codes and turning it off ask for both as well', async () => {
    await setUp();
    const send = async (path: string, more: object = {}) =>
      person.post(`/account/${path}`, { password, code: await freshCode(app, person.id), ...more });
    expect((await send('recovery-codes', { code: 'abcdef' })).status).toBe(422);
    expect((await send('second-factor/off', { password: 'not it' })).status).toBe(422);
    const renewed = await send('recovery-codes');
    expect([...renewed.text.matchAll(/<code>/g)]).toHaveLength(10);
    expect((await person.post('/account/second-factor')).status).toBe(409);
    expect((await send('second-factor/off')).headers.get('location')).toBe('/admin/account?done=off');
    expect((await lastAction(person.id))?.action).toBe('user.second_factor_off');
    expect((await person.signIn()).headers.get('location')).toBe('/admin');
  });

  test('is not for another site to do, nor for whoever is not signed in', async () => {
    const paths = ['password', 'second-factor', 'second-factor/confirm', 'recovery-codes', 'second-factor/off'];
    for (const path of [...paths, 'sign-out-everywhere']) {
      const foreign = await person.post(`/account/${path}`, {}, { origin: 'https://evil.example' });
      expect([path, foreign.status]).toEqual([path, 403]);
      const late = await new Clerk(app.origin).post(`/account/${path}`);
      expect([path, late.status, late.headers.get('location')]).toEqual([path, 302, '/admin/login']);
    }
    expect(await app.db.selectFrom('second_factors').selectAll().where('user_id', '=', person.id).execute()).toEqual(
      [],
    );
    expect(await stateOf(person)).toBe(200);
  });
});

describe('who has lost his phone', () => {
  const remove = (by: Clerk, id: string) => by.post(`/api/resources/users/records/${id}/removeFactor`);

  test('has it removed by an admin, is signed out, and comes in by his password', async () => {
    const person = await waiting();
    const listed = async () => rowsOf(await admin.list('users', { 'filters.id': person.id }))[0];
    expect(await listed()).toMatchObject({ second_factor: 'On' });
    expect((await remove(admin, person.id)).body.notice).toEqual({
      type: 'success',
      message: 'The second factor is removed.',
    });
    expect(await listed()).toMatchObject({ second_factor: 'Off' });
    expect(await lastAction(person.id)).toMatchObject({ action: 'user.second_factor_removed', actor_id: admin.id });
    expect((await person.signIn()).headers.get('location')).toBe('/admin');
    expect((await remove(admin, person.id)).body.notice.type).toBe('error');
  });

  test('has not by support, and an admin does not do it to himself', async () => {
    const [person, support] = [await waiting(), await clerk(app, 'support')];
    expect((await remove(support, person.id)).status).toBe(403);
    const self = await clerk(app, 'admin');
    await withSecondFactor(app, self.id);
    await self.signIn();
    await give(self, await freshCode(app, self.id));
    expect((await remove(self, self.id)).body.notice.message).toContain('your own');
    expect((await self.show('users', self.id)).text).not.toMatch(/secret|code_hash/);
  });
});

describe('where staff must have one', () => {
  test('nothing opens but the page to set it up, and it cannot be turned off', async () => {
    const strict = await testApp({ staffOtp: 'required' });
    try {
      const person = await clerk(strict, 'admin');
      for (const path of ['', '/resources/users']) {
        const { status, headers } = await person.get(path);
        expect([status, headers.get('location')]).toEqual([303, '/admin/account']);
      }
      expect((await person.list('users')).status).toBe(403);
      expect((await person.post('/api/resources/users/actions/new', {})).status).toBe(403);
      expect(await stateOf(person)).toBe(403);
      expect((await person.get('/account')).text).toContain('Staff must have a second factor here.');
      await withSecondFactor(strict, person.id);
      await person.signIn();
      await give(person, await freshCode(strict, person.id));
      expect((await person.list('users')).status).toBe(200);
      const off = { password, code: await freshCode(strict, person.id) };
      expect((await person.post('/account/second-factor/off', off)).status).toBe(403);
      expect((await person.get('/account')).text).not.toContain('/second-factor/off');
      expect((await person.post('/logout')).status).toBe(303);
    } finally {
      await strict.stop();
    }
  });
});
