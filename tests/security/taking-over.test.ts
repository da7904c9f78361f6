import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { Clerk, clerk, complaintsOf } from '../support/clerk.js';
import { resetTokenFor, tokenFor } from '../support/links.js';
import { withSecondFactor } from '../support/second-factors.js';

// Whoever may give somebody another email may have a link to a new password sent there.
let app: TestApp;
let support: Caller;
let clerks: Record<'support' | 'admin', Clerk>;
beforeAll(async () => {
  app = await testApp();
  support = await app.signedIn('support');
  clerks = { support: await clerk(app, 'support'), admin: await clerk(app, 'admin') };
});
afterAll(() => app.stop());

let people = 0;
/** Somebody who has registered, and confirmed his email or not. */
async function registered(confirmed: boolean) {
  people += 1;
  const email = `owner${people}@example.com`;
  const { data } = await app.visitor.post('/auth/register', { email, password });
  if (confirmed) await app.visitor.post('/auth/verify-email', { token: await tokenFor(app.db, email, 'verify_email') });
  return { id: data.user.id as string, email, taken: `taken${people}@example.com` };
}
const emailOf = async (id: string) =>
  (await app.db.selectFrom('users').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email;
const changesOf = (id: string) => app.db.selectFrom('audit_log').select('action').where('entity_id', '=', id).execute();
const complaint = 'This email is confirmed: its owner can change it himself, or an admin can.';

describe('an email that its owner has confirmed', () => {
  test('is not support’s to change, at either door: no row changes, and no link goes out', async () => {
    const owner = await registered(true);
    const before = await changesOf(owner.id);
    for (const method of ['PATCH', 'PUT']) {
      const answer = await support.send(method, `/users/${owner.id}`, { email: owner.taken, full_name: 'Mine' });
      expect([answer.status, answer.code, answer.complaints]).toEqual([403, 'FORBIDDEN', { email: complaint }]);
    }
    const edited = await clerks.support.edit('users', owner.id, { email: owner.taken });
    expect(complaintsOf(edited)).toEqual({ email: complaint });
    expect(await emailOf(owner.id)).toBe(owner.email);
    expect(await changesOf(owner.id)).toEqual(before);
    expect(await app.db.selectFrom('mails').select('id').where('recipient', '=', owner.taken).execute()).toEqual([]);
    expect((await support.patch(`/users/${owner.id}`, { email: owner.email, full_name: 'Ann' })).status).toBe(200);
  });

  test('is an admin’s to change; the old address is told, and the log says who', async () => {
    const owner = await registered(true);
    await clerks.admin.edit('users', owner.id, { email: owner.taken });
    expect(await emailOf(owner.id)).toBe(owner.taken);
    const told = app.db.selectFrom('mails').select('kind').where('recipient', '=', owner.email);
    expect((await told.execute()).map(({ kind }) => kind)).toContain('email_changed');
    const entry = await app.db
      .selectFrom('audit_log')
      .select(['actor_id', 'before', 'after'])
      .where('entity_id', '=', owner.id)
      .where('action', '=', 'user.updated')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor_id: clerks.admin.id,
      before: { email: owner.email },
      after: { email: owner.taken },
    });
  });
});

test('an email that nobody has confirmed is support’s to put right, and its owner gets in', async () => {
  const owner = await registered(false);
  expect((await support.patch(`/users/${owner.id}`, { email: owner.taken })).data).toMatchObject({
    email: owner.taken,
    email_verified_at: null,
  });
  const next = 'an even longer password';
  const token = await resetTokenFor(app.db, owner.taken);
  expect((await app.visitor.post('/auth/reset-password', { token, password: next })).status).toBe(200);
  expect((await app.visitor.post('/auth/login', { email: owner.taken, password: next })).status).toBe(200);
  // The mailbox was shown by that, so support can't move it on.
  expect((await support.patch(`/users/${owner.id}`, { email: owner.email })).code).toBe('FORBIDDEN');
});

test('a new password by mail is no way round a second factor', async () => {
  const { id, email } = await app.signedIn('support');
  await withSecondFactor(app, id);
  const token = await resetTokenFor(app.db, email);
  const next = 'an even longer password';
  expect((await app.visitor.post('/auth/reset-password', { token, password: next })).status).toBe(200);
  expect((await app.visitor.post('/auth/login', { email, password: next })).code).toBe('OTP_REQUIRED');
  expect((await new Clerk(app.origin, id, email).signIn(next)).headers.get('location')).toBe('/admin/login/code');
});
