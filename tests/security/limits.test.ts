import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertEvent } from '../../src/db/submissions.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk } from '../support/clerk.js';

// A twentieth of every limit: fifteen sign-ins and submissions, one of what is counted by the hour, five registrations.
let app: TestApp;
let admin: Clerk;
beforeAll(async () => {
  app = await testApp({ rateLimitScale: 0.05, trustProxy: true });
  admin = await clerk(app, 'admin');
});
afterAll(() => app.stop());

const login = (email: string, tried = password) => app.visitor.post('/auth/login', { email, password: tried });
const count = async (text: string, ...values: unknown[]): Promise<number> =>
  (await app.pool.query(`select count(*)::int as count from ${text}`, values)).rows[0].count;
const mailsTo = (email: string) => count('mails where recipient = $1', email);
const refused = (answer: { status: number; code?: string; headers: Headers }) => {
  expect([answer.status, answer.code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
};

describe('sign-ins that succeed', () => {
  test('are counted by account: one too many is refused without a hash, and a wrong password uses up none of them', async () => {
    const [member, other] = [await app.signedIn(), await app.signedIn()];
    await login(member.email, 'wrong');
    await app.pool.query('delete from sign_in_attempts');
    for (let n = 1; n < 15; n += 1) expect((await login(member.email)).status).toBe(200);
    const before = await count('sessions where user_id = $1', member.id);
    refused(await login(member.email));
    // Nor does the right password tell itself from a wrong one then.
    refused(await login(member.email, 'wrong'));
    expect(await count('sessions where user_id = $1', member.id)).toBe(before);
    expect((await login(other.email)).status).toBe(200);
  });

  test('leave an account a hundred sessions: the one used longest ago ends', async () => {
    const member = await app.signedIn();
    await app.pool.query(
      `insert into sessions (user_id, user_agent, last_used_at) select $1, 'device ' || n, now() - make_interval(hours => n)
       from generate_series(1, 99) n`,
      [member.id],
    );
    await login(member.email);
    const open = `sessions where user_id = $1 and ended_at is null`;
    expect(await count(open, member.id)).toBe(100);
    expect(await count(`${open} and user_agent = 'device 99'`, member.id)).toBe(0);
    expect((await member.get('/auth/me')).status).toBe(200);
  });
});

describe('what a member does', () => {
  test('beginning is counted, also where it finds what was begun', async () => {
    const member = await app.signedIn();
    for (let n = 0; n < 15; n += 1)
      expect((await member.post('/submissions', { flow: 'default' })).status).toBeLessThan(300);
    refused(await member.post('/submissions', { flow: 'default' }));
    expect(await count('submissions where user_id = $1', member.id)).toBe(1);
  });

  test('so are exports, by account', async () => {
    const [member, other] = [await app.signedIn(), await app.signedIn()];
    expect((await member.get('/users/me/export')).status).toBe(200);
    refused(await member.get('/users/me/export'));
    expect((await other.get('/users/me/export')).status).toBe(200);
  });

  test('a page that is refused is written down a hundred times an hour, and no more', async () => {
    const member = await app.signedIn();
    const { id } = (await member.post('/submissions', { flow: 'default' })).data;
    const { version_id } = await app.db
      .selectFrom('submissions')
      .select('version_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const events = () => count(`submission_events where submission_id = $1 and type = 'page_refused'`, id);
    const old = `insert into submission_events (submission_id, version_id, type, page_key, created_at)
      select $1, $2, 'page_refused', 'about-you', now() - interval '2 hours' from generate_series(1, 150)`;
    await app.pool.query(old, [id, version_id]);
    const refuse = () => member.put(`/submissions/${id}/pages/about-you`, { answers: {} });
    await refuse();
    expect(await events()).toBe(151);
    const event = { type: 'page_refused' as const, actorId: member.id, pageKey: 'about-you' };
    for (let n = 0; n < 99; n += 1) await insertEvent(app.db, { id, version_id }, event);
    expect((await refuse()).status).toBe(422);
    expect(await events()).toBe(250);
  });
});

describe('nobody’s mailbox is filled', () => {
  test('by whoever moves his account to an email and away from it', async () => {
    const member = await app.signedIn();
    const to = (email: string) => member.patch('/users/me', { email, password });
    expect((await to('victim@example.com')).status).toBe(200);
    // Nor is it the limit of tries to give the password that keeps him.
    await app.pool.query(`delete from rate_limits where key like 'account:%'`);
    refused(await to('elsewhere@example.com'));
    expect([await mailsTo('victim@example.com'), await mailsTo('elsewhere@example.com')]).toEqual([1, 0]);
  });

  test('by several who do so, one after another', async () => {
    const [one, two, other] = [await app.signedIn(), await app.signedIn(), await app.signedIn()];
    // What sends nothing is not counted: nobody keeps an email from others without a password of his own.
    await other.patch('/users/me', { email: 'second@example.com', password: 'wrong' });
    await one.patch('/users/me', { email: 'second@example.com', password });
    await app.db.updateTable('users').set({ email: 'gone@example.com' }).where('id', '=', one.id).execute();
    refused(await two.patch('/users/me', { email: 'SECOND@example.com', password }));
    expect(await mailsTo('second@example.com')).toBe(1);
  });

  test('by whoever registers with it, erases himself, and begins anew', async () => {
    // From everywhere, so that it is no address's limit.
    const again = (n: number) =>
      app.visitor.post(
        '/auth/register',
        { email: 'third@example.com', password },
        { 'x-forwarded-for': `203.0.113.${n}` },
      );
    for (let n = 0; n < 5; n += 1) {
      expect((await again(n)).status).toBe(201);
      await app.pool.query(
        `update users set deleted_at = now() where email = 'third@example.com' and deleted_at is null`,
      );
    }
    refused(await again(5));
    expect(await mailsTo('third@example.com')).toBe(5);
  });

  test('by the staff, at either door', async () => {
    const member = await app.signedIn();
    const send = () => admin.post(`/api/resources/users/records/${member.id}/sendReset`);
    expect((await send()).body.notice.type).toBe('success');
    expect((await send()).body.notice).toEqual({
      type: 'error',
      message: 'Too many attempts. Please wait and try again.',
    });
    expect(await mailsTo(member.email)).toBe(1);
    const [support, another] = [await app.signedIn('support'), await app.signedIn()];
    await support.patch(`/users/${member.id}`, { email: 'fourth@example.com' });
    await app.db.updateTable('users').set({ email: 'fifth@example.com' }).where('id', '=', member.id).execute();
    refused(await support.patch(`/users/${another.id}`, { email: 'fourth@example.com' }));
    const edited = await admin.edit('users', another.id, { email: 'fourth@example.com' });
    expect(edited.body.notice.type).toBe('error');
    expect(await mailsTo('fourth@example.com')).toBe(1);
    // What keeps the email as it is sends nothing, and is nobody's mail: old clients send it each time.
    for (const full_name of ['Ann', 'Bea', 'Cy'])
      expect((await support.put(`/users/${another.id}`, { email: another.email, full_name })).status).toBe(200);
  });
});
