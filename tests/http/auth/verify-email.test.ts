import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';
import { tokenFor } from '../../support/links.js';
import { meetingAt } from '../../support/meetings.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

let people = 0;
async function registered(): Promise<Caller> {
  people += 1;
  const email = `new${people}@example.com`;
  const { data } = await app.visitor.post('/auth/register', { email, password });
  return new Caller(app.origin, { ...data, id: data.user.id, email });
}
const mailsTo = (email: string) =>
  app.db
    .selectFrom('mails')
    .select(['kind', 'token_id'])
    .where('recipient', '=', email)
    .orderBy('created_at')
    .execute();
const verify = (token: unknown) => app.visitor.post('/auth/verify-email', { token });
const link = (email: string) => tokenFor(app.db, email, 'verify_email');
const verifiedAt = async (member: Caller) => (await member.get('/users/me')).data.email_verified_at;
const dead = { token: 'This link is no longer valid: it was used before, or has expired. Please ask for a new one.' };
const actions = async (id: string) =>
  (await app.db.selectFrom('audit_log').select('action').where('entity_id', '=', id).orderBy('id').execute()).map(
    ({ action }) => action,
  );

describe('a link to confirm an email', () => {
  test('is sent to whoever registers, queued with the account, and is good once, also for two at the same moment', async () => {
    const member = await registered();
    const [mail] = await mailsTo(member.email);
    expect(mail).toEqual({ kind: 'verify_email', token_id: expect.any(String) });
    const { rows } = await app.pool.query(
      `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'send_mail'`,
    );
    expect(rows[0].n).toBeGreaterThan(0);
    expect(await verifiedAt(member)).toBeNull();
    const token = await link(member.email);
    const answers = await meetingAt(
      app,
      member.id,
      Array.from({ length: 4 }, () => () => verify(token)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    expect(await verifiedAt(member)).not.toBeNull();
    expect(await actions(member.id)).toEqual(['user.registered', 'user.email_verified']);
  });

  test('that was used, has expired, never was or is of another kind gets one and the same answer', async () => {
    const [spent, old, other] = [await registered(), await registered(), await registered()];
    const used = await link(spent.email);
    await verify(used);
    const expired = await link(old.email);
    await app.db
      .updateTable('user_tokens')
      .set({ created_at: new Date(0), expires_at: new Date(Date.now() - 1000) })
      .where('user_id', '=', old.id)
      .execute();
    const ofReset = await link(other.email);
    await app.db
      .updateTable('user_tokens')
      .set({ purpose: 'reset_password' })
      .where('user_id', '=', other.id)
      .execute();
    for (const token of [used, expired, ofReset, 'never', 'x'.repeat(43)]) {
      const answer = await verify(token);
      expect([answer.status, answer.code, answer.complaints]).toEqual([422, 'VALIDATION_ERROR', dead]);
    }
    expect(await verifiedAt(old)).toBeNull();
    for (const token of [undefined, '', 7, null, 'x'.repeat(201), '\u0000'])
      expect(Object.keys((await verify(token)).complaints)).toEqual(['token']);
  });

  test('is void once a newer one is asked for, which only its owner can, and not after it was used', async () => {
    const member = await registered();
    const first = await link(member.email);
    const answer = await member.post('/auth/resend-verification');
    expect([answer.status, answer.body.message]).toEqual([202, 'A mail is on its way.']);
    expect((await verify(first)).complaints).toEqual(dead);
    expect((await verify(await link(member.email))).status).toBe(200);
    const again = await member.post('/auth/resend-verification');
    expect([again.status, again.body.message]).toEqual([202, 'The email is confirmed already.']);
    expect(await mailsTo(member.email)).toHaveLength(2);
    expect((await app.visitor.post('/auth/resend-verification')).code).toBe('UNAUTHENTICATED');
    expect((await member.post('/auth/resend-verification', { email: 'x@example.com' })).complaints).toHaveProperty(
      'email',
    );
  });

  test('proves the email it was sent to, and not the one that came after it', async () => {
    const member = await registered();
    const old = await link(member.email);
    const email = `moved${people}@example.com`;
    await member.patch('/users/me', { email, password });
    expect((await mailsTo(member.email)).map(({ kind }) => kind)).toEqual(['verify_email', 'email_changed']);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email']);
    expect((await verify(old)).complaints).toEqual(dead);
    // Not even where the newer link is not there any more.
    await app.db.updateTable('user_tokens').set({ used_at: null }).where('user_id', '=', member.id).execute();
    expect((await verify(old)).complaints).toEqual(dead);
    expect((await verify(await link(email))).status).toBe(200);
    expect(await verifiedAt(member)).not.toBeNull();
  });

  test('goes to the new address also when support changes it, who confirms nothing by that', async () => {
    const [member, support] = [await registered(), await app.signedIn('support')];
    const email = `changed${people}@example.com`;
    await support.patch(`/users/${member.id}`, { email });
    expect(await verifiedAt(member)).toBeNull();
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify_email']);
    expect((await mailsTo(member.email)).map(({ kind }) => kind)).toContain('email_changed');
  });

  test('is worth nothing once the account is deleted', async () => {
    const [member, admin] = [await registered(), await app.signedIn('admin')];
    const token = await link(member.email);
    await admin.delete(`/users/${member.id}`);
    expect((await verify(token)).complaints).toEqual(dead);
  });
});

test('links are not asked for without end, and no token is stored', async () => {
  const strict = await testApp({ rateLimitScale: 1 });
  try {
    const member = await strict.signedIn();
    const answers = await Promise.all(Array.from({ length: 7 }, () => member.post('/auth/resend-verification')));
    const refused = answers.filter(({ code }) => code === 'RATE_LIMITED');
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const token = await tokenFor(strict.db, member.email, 'verify_email');
    const { rows } = await strict.pool.query(
      `select (select string_agg(t::text, '') from user_tokens t) || (select string_agg(m::text, '') from mails m)
        || (select string_agg(j::text, '') from graphile_worker._private_jobs j) as text`,
    );
    expect(rows[0].text).toContain(member.email);
    expect(rows[0].text).not.toContain(token);
  } finally {
    await strict.stop();
  }
});
