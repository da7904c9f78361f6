import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';
import { testAuth } from '../../support/auth.js';
import type { Caller } from '../../support/caller.js';
import { resetTokenFor } from '../../support/links.js';
import { meetingAt } from '../../support/meetings.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const next = 'an even longer password';
const forgot = (email: unknown) => app.visitor.post('/auth/forgot-password', { email });
const reset = (token: unknown, chosen: unknown = next) =>
  app.visitor.post('/auth/reset-password', { token, password: chosen });
const login = (email: string, tried: string) => app.visitor.post('/auth/login', { email, password: tried });
const link = (member: Caller) => resetTokenFor(app.db, member.email);
const jobs = async (email: string) => {
  const { rows } = await app.pool.query(
    `select count(*)::int as n from graphile_worker._private_jobs where payload->>'email' = $1`,
    [email],
  );
  return rows[0].n;
};
const kinds = async (member: Caller) =>
  (
    await app.db.selectFrom('mails').select('kind').where('user_id', '=', member.id).orderBy('created_at').execute()
  ).map(({ kind }) => kind);

describe('asking for a link', () => {
  test('is answered alike for an account, for none and for a deleted one, by the same work', async () => {
    const [member, gone, admin] = [await app.signedIn(), await app.signedIn(), await app.signedIn('admin')];
    await admin.delete(`/users/${gone.id}`);
    const answers = [await forgot(member.email), await forgot('nobody@example.com'), await forgot(gone.email)];
    const told = answers.map(({ status, body }) => JSON.stringify({ status, ...body, timestamp: '' }));
    expect(new Set(told).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    expect([await jobs(member.email), await jobs('nobody@example.com'), await jobs(gone.email)]).toEqual([1, 1, 1]);
  });

  test('makes a link only where there is a live account', async () => {
    const [member, gone, admin] = [await app.signedIn(), await app.signedIn(), await app.signedIn('admin')];
    await admin.delete(`/users/${gone.id}`);
    const { request } = await import('../../../src/domain/password-resets.js');
    for (const { email } of [member, gone, { email: 'nobody@example.com' }])
      await request(app.db, testAuth.keyring, email.toUpperCase());
    expect(await kinds(member)).toEqual(['reset_password']);
    expect(await kinds(gone)).toEqual([]);
  });

  test('with what is no email is 422', async () => {
    for (const email of [undefined, '', 'no-at', 7])
      expect(Object.keys((await forgot(email)).complaints)).toEqual(['email']);
  });

  test('is limited per email, in whatever case, alike for known and unknown ones', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const member = await strict.signedIn();
    const ask = (email: string) => strict.visitor.post('/auth/forgot-password', { email });
    const tries = (email: string) =>
      Promise.all(Array.from({ length: 3 }, () => [ask(email), ask(email.toUpperCase())]).flat());
    const [known, unknown] = [await tries(member.email), await tries('nobody@example.com')];
    const statuses = (answers: typeof known) => answers.map(({ status }) => status).sort();
    await strict.stop();
    expect(statuses(known)).toEqual([202, 202, 202, 202, 202, 429]);
    expect(statuses(unknown)).toEqual(statuses(known));
  });

  test('is limited per address', async () => {
    const strict = await testApp({ rateLimitScale: 0.2 });
    const answers = [];
    for (let n = 0; n < 5; n += 1)
      answers.push(await strict.visitor.post('/auth/forgot-password', { email: `nobody${n}@example.com` }));
    await strict.stop();
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 429]);
  });
});

describe('setting a password by a link', () => {
  test('ends every session, confirms the email, tells the owner and is written down', async () => {
    const member = await app.signedIn();
    const answer = await reset(await link(member));
    expect(answer.status).toBe(200);
    expect((await member.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    expect((await login(member.email, password)).code).toBe('INVALID_CREDENTIALS');
    const { data } = await login(member.email, next);
    expect(data.user.email_verified_at).not.toBeNull();
    expect(await kinds(member)).toEqual(['reset_password', 'password_changed']);
    const log = await app.db
      .selectFrom('audit_log')
      .selectAll()
      .where('entity_id', '=', member.id)
      .orderBy('id')
      .execute();
    expect(log.slice(-2)).toMatchObject([
      { action: 'user.password_reset_asked', actor_id: null, door: 'system' },
      { action: 'user.password_reset', actor_id: member.id, door: 'api', ip: '127.0.0.1', before: null, after: null },
    ]);
  });

  test('works once, also for two at the same moment', async () => {
    const member = await app.signedIn();
    const token = await link(member);
    const chosen = Array.from({ length: 4 }, (_, n) => `${next} ${n}`);
    const tries = chosen.map((one) => () => reset(token, one));
    const answers = await meetingAt(app, member.id, tries);
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    expect((await login(member.email, chosen[won] ?? '')).status).toBe(200);
  });

  test('is refused alike with a spent, older, expired or unknown link, and one to an email that was left', async () => {
    const [spent, older, old, moved, gone] = await Promise.all(Array.from({ length: 5 }, () => app.signedIn()));
    const [admin] = [await app.signedIn('admin')];
    const all = [spent, older, old, moved, gone] as Caller[];
    const tokens = [];
    for (const member of all) tokens.push(await link(member));
    await reset(tokens[0]);
    await link(older as Caller);
    await app.db
      .updateTable('user_tokens')
      .set({ created_at: new Date(0), expires_at: new Date(Date.now() - 1000) })
      .where('user_id', '=', old?.id ?? '')
      .execute();
    await moved?.patch('/users/me', { email: `left-${moved.id}@example.com`, password });
    await admin.delete(`/users/${gone?.id}`);
    for (const token of [...tokens, 'never', 'x'.repeat(43)]) {
      const answer = await reset(token);
      expect([answer.status, Object.keys(answer.complaints)]).toEqual([422, ['token']]);
      expect(answer.complaints.token).toContain('no longer valid');
    }
  });

  test('refuses a bad password, and the link is still good then', async () => {
    const member = await app.signedIn();
    const token = await link(member);
    expect((await reset(token, 'short')).complaints).toHaveProperty('password');
    expect((await reset(token, 'password1')).complaints).toHaveProperty('password');
    const empty = await app.visitor.post('/auth/reset-password', {});
    expect(empty.complaints).toEqual({ token: 'This is required.', password: 'This is required.' });
    expect((await reset(token)).status).toBe(200);
  });

  test('leaves a deactivated account deactivated', async () => {
    const [member, admin] = [await app.signedIn(), await app.signedIn('admin')];
    await admin.put(`/users/${member.id}/deactivate`);
    expect((await reset(await link(member))).status).toBe(200);
    expect((await login(member.email, next)).code).toBe('ACCOUNT_INACTIVE');
  });

  test('is not undone by a change of password or email that was proved with the old one and waited for it', async () => {
    const member = await app.signedIn();
    const changes = [
      () => member.put('/users/me/password', { current_password: password, new_password: 'the one of a thief' }),
      () => member.patch('/users/me', { email: 'thief@example.com', password }),
    ];
    const another = await testAuth.hasher.hash(next);
    const meanwhile = `update user_secrets set password_hash = '${another}' where user_id = '${member.id}'`;
    const [changed, moved] = await meetingAt(app, member.id, changes, meanwhile);
    expect(changed?.complaints).toEqual({ current_password: 'This is not your password.' });
    expect(moved?.complaints).toEqual({ password: 'This is not your password.' });
    expect((await login(member.email, next)).status).toBe(200);
  });

  test('another way in between makes the link void: a password set by an admin or by the owner', async () => {
    const [one, two, admin] = [await app.signedIn(), await app.signedIn(), await app.signedIn('admin')];
    const tokens = [await link(one), await link(two)];
    await admin.patch(`/users/${one.id}`, { password: next });
    await two.put('/users/me/password', { current_password: password, new_password: next });
    for (const token of tokens) expect((await reset(token)).complaints).toHaveProperty('token');
    expect([await kinds(one), await kinds(two)]).toEqual(Array(2).fill(['reset_password', 'password_changed']));
  });
});
