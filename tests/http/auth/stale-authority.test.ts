import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../../src/db/pool.js';
import { system } from '../../../src/domain/actors.js';
import * as factors from '../../../src/domain/second-factors.js';
import { password, serve, type TestApp, testApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';
import { Clerk } from '../../support/clerk.js';
import { resetTokenFor } from '../../support/links.js';
import { meetingAt } from '../../support/meetings.js';
import { freshCode, withSecondFactor } from '../../support/second-factors.js';

// What happens on one instance counts at the next request to the other one.
let app: TestApp;
let other: TestApp;
let admin: Caller;
beforeAll(async () => {
  app = await testApp();
  other = await serve({ ...app, ...connect(app.config) });
  admin = await app.signedIn('admin');
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

/** Somebody of the staff, in at both doors. */
interface Person {
  caller: Caller;
  clerk: Clerk;
}
let person: Person;
beforeEach(async () => {
  const caller = await app.signedIn('editor');
  const clerk = new Clerk(app.origin, caller.id, caller.email);
  await clerk.signIn();
  person = { caller, clerk };
});

/** What the other instance says to the old access token, refresh token and cookie. */
async function answers({ caller, clerk }: Person) {
  const there = new Caller(other.origin, caller.identity);
  const desk = new Clerk(other.origin);
  desk.cookie = clerk.cookie;
  const access = await there.get('/auth/me');
  const refresh = await other.visitor.post('/auth/refresh', { refresh_token: caller.identity?.refresh_token });
  const cookie = await desk.get('/api/dashboard');
  return { access: access.status, refresh: refresh.status, cookie: cookie.status };
}
const good = { access: 200, refresh: 200, cookie: 200 };
const refused = { access: 401, refresh: 401, cookie: 401 };
const next = 'an even longer password';

describe('at the next request, on the other instance, everything of before is refused after', () => {
  const changes: Record<string, (who: Person) => Promise<unknown>> = {
    'a downgrade to another role of the staff': ({ caller }) => admin.patch(`/users/${caller.id}`, { role: 'support' }),
    'a downgrade to a member': ({ caller }) => admin.patch(`/users/${caller.id}`, { role: 'member' }),
    'a promotion': ({ caller }) => admin.patch(`/users/${caller.id}`, { role: 'admin' }),
    'a role given and taken back': async ({ caller }) => {
      await admin.patch(`/users/${caller.id}`, { role: 'admin' });
      await admin.patch(`/users/${caller.id}`, { role: 'editor' });
    },
    'a deactivation': ({ caller }) => admin.put(`/users/${caller.id}/deactivate`),
    'a deactivation that was undone': async ({ caller }) => {
      await admin.put(`/users/${caller.id}/deactivate`);
      await admin.put(`/users/${caller.id}/activate`);
    },
    'a deletion': ({ caller }) => admin.delete(`/users/${caller.id}`),
    'a deletion that was undone': async ({ caller }) => {
      await admin.delete(`/users/${caller.id}`);
      await admin.post(`/users/${caller.id}/restore`);
    },
    'a password reset by mail': async ({ caller }) => {
      const token = await resetTokenFor(app.db, caller.email);
      await app.visitor.post('/auth/reset-password', { token, password: next });
    },
    'a password set by an admin': ({ caller }) => admin.patch(`/users/${caller.id}`, { password: next }),
    'a change of the own password in another session': async ({ caller }) => {
      const { data } = await app.visitor.post('/auth/login', { email: caller.email, password });
      const elsewhere = new Caller(app.origin, data);
      await elsewhere.put('/users/me/password', { current_password: password, new_password: next });
      expect((await elsewhere.get('/auth/me')).status).toBe(200);
    },
    'a change of the own password at another desk': async ({ clerk }) => {
      const elsewhere = new Clerk(app.origin, clerk.id, clerk.email);
      await elsewhere.signIn();
      const answer = await elsewhere.post('/account/password', { current_password: password, new_password: next });
      elsewhere.take(answer);
      expect((await elsewhere.get('/api/dashboard')).status).toBe(200);
    },
    'a second factor set up': ({ caller }) => withSecondFactor(app, caller.id),
    'signing out everywhere': ({ clerk }) => clerk.post('/account/sign-out-everywhere'),
    'an erasure': ({ caller }) => caller.post('/users/me/erase', { password }),
  };

  test.each(Object.entries(changes))('%s', async (_name, change) => {
    const before = await answers({ ...person, caller: await second(person) });
    expect(before).toEqual(good);
    await change(person);
    expect(await answers(person)).toEqual(refused);
  });

  test('a second factor removed by an admin', async () => {
    await withSecondFactor(app, person.caller.id);
    const otp = await freshCode(app, person.caller.id);
    const { data } = await app.visitor.post('/auth/login', { email: person.caller.email, password, otp });
    const caller = new Caller(app.origin, { ...data, id: person.caller.id, email: person.caller.email });
    await person.clerk.signIn();
    person.clerk.take(await person.clerk.post('/login/code', { code: await freshCode(app, caller.id) }));
    const now = { caller, clerk: person.clerk };
    expect((await answers({ ...now, caller: await second(now, await freshCode(app, caller.id)) })).cookie).toBe(200);
    await factors.remove(app.db, system('cli'), caller.id);
    expect(await answers(now)).toEqual(refused);
  });
});

/** One more session of the same account, so that its refresh token may be spent. */
async function second({ caller }: Person, otp?: string): Promise<Caller> {
  const { data } = await app.visitor.post('/auth/login', { email: caller.email, password, otp });
  return new Caller(app.origin, { ...data, id: caller.id, email: caller.email });
}

describe('a session that is ended is ended alone', () => {
  test('logout over the API: its tokens are refused; the cookie is another session’s, and goes on', async () => {
    const another = await second(person);
    await person.caller.post('/auth/logout');
    expect(await answers(person)).toEqual({ access: 401, refresh: 401, cookie: 200 });
    expect(await answers({ ...person, caller: another })).toEqual(good);
  });

  test('ended from another one', async () => {
    const another = await second(person);
    const { data } = await another.get('/auth/sessions');
    const old = data.find(({ is_current }: { is_current: boolean }) => !is_current);
    await another.delete(`/auth/sessions/${old.id}`);
    expect(await answers(person)).toEqual({ access: 401, refresh: 401, cookie: 200 });
    expect(await answers({ ...person, caller: another })).toEqual(good);
  });

  test('signing out of the back office: the cookie is refused, and what the API gave goes on', async () => {
    const old = person.clerk.cookie;
    await person.clerk.post('/logout');
    person.clerk.cookie = old;
    expect(await answers(person)).toEqual({ access: 200, refresh: 200, cookie: 401 });
  });
});

test('a new name or email ends nothing', async () => {
  await admin.patch(`/users/${person.caller.id}`, { full_name: 'Ann', email: `ann-${person.caller.id}@example.com` });
  expect(await answers(person)).toEqual(good);
});

describe('a sign-in by a password that is changed at that very moment', () => {
  const doors = {
    'over the API': async ({ caller }: Person) =>
      (await app.visitor.post('/auth/login', { email: caller.email, password })).status,
    'at the back office': async ({ clerk }: Person) => (await new Clerk(other.origin, '', clerk.email).signIn()).status,
  };
  test.each(Object.entries(doors))('%s begins no session', async (_name, signIn) => {
    const change = 'update user_secrets set password_changed_at = clock_timestamp()';
    // The password was found right by then, and the session waits for the account's row.
    expect(await meetingAt(app, person.caller.id, [() => signIn(person)], change)).toEqual([401]);
  });
});
