import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as mails from '../../../src/domain/mails.js';
import { password, type TestApp, testApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';

let app: TestApp;
let support: Caller;
let member: Caller;
let submission: string;
beforeAll(async () => {
  app = await testApp();
  support = await app.signedIn('support', 'helpful.support@example.com');
  await app.db
    .insertInto('webhooks')
    .values({ url: 'https://hooks.example', events: ['user.registered'] })
    .execute();
  const account = { email: 'own@example.com', password, full_name: 'Own Data' };
  const { data } = await app.visitor.post('/auth/register', account, { 'user-agent': 'OwnPhone' });
  member = new Caller(app.origin, { ...data, id: data.user.id, email: account.email });
  submission = (await member.post('/submissions', { flow: 'default' })).data.id;
  const answers = { about_me: 'I keep bees', birthdate: '1990-05-17' };
  await member.put(`/submissions/${submission}/pages/about-you`, { answers });
  await support.patch(`/submissions/${submission}`, {
    answers: { about_me: 'I keep wasps' },
    reason: 'Asked by phone',
  });
  await mails.send(app.db, { kind: 'email_changed', userId: member.id, recipient: 'old@example.com' });
});
afterAll(() => app.stop());

describe('the export of the own data', () => {
  test('is a file that holds all there is about the account', async () => {
    const answer = await member.get('/users/me/export');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="doorstep-export-[\d-]{10}\.json"$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { data } = answer;
    expect(data.account).toMatchObject({ email: 'own@example.com', full_name: 'Own Data' });
    expect(data.password.changed_at).not.toBeNull();
    expect(data.links).toContainEqual(expect.objectContaining({ purpose: 'verify_email', email: 'own@example.com' }));
    expect(data.second_factor).toEqual({ is_on: false });
    expect(data.sessions).toEqual([
      expect.objectContaining({ user_agent: 'OwnPhone', ip: '127.0.0.1', ended_at: null }),
    ]);
    expect(data.submissions).toEqual([
      expect.objectContaining({
        ...{ id: submission, flow: 'default', version: 1, answered_pages: ['about-you'] },
        answers: { about_me: 'I keep wasps', birthdate: '1990-05-17' },
      }),
    ]);
    const events = data.submissions[0].events.map(({ type, by }: { type: string; by: string }) => [type, by]);
    expect(events).toEqual([
      ['started', 'yourself'],
      ['page_saved', 'yourself'],
      ['corrected', 'support'],
    ]);
    expect(data.mails).toContainEqual(expect.objectContaining({ kind: 'email_changed', recipient: 'old@example.com' }));
    expect(data.webhook_deliveries).toEqual([
      expect.objectContaining({
        event: 'user.registered',
        data: { user: expect.objectContaining({ full_name: 'Own Data' }) },
      }),
    ]);
    const changes = data.changes.map(({ action, by, reason }: Record<string, string>) => [action, by, reason]);
    expect(changes).toContainEqual(['user.registered', 'yourself', null]);
    expect(changes).toContainEqual(['submission.corrected', 'support', 'Asked by phone']);
  });

  test('passes over no table that says whose a row is: one that comes to be must be thought of, there and in the erasure', async () => {
    const { rows } = await app.pool.query(`select distinct conrelid::regclass::text as name from pg_constraint
      where contype = 'f' and confrelid in ('users'::regclass, 'second_factors'::regclass) order by 1`);
    expect(rows.map(({ name }) => name)).toEqual([
      ...['audit_log', 'flow_versions', 'known_addresses', 'mails', 'recovery_codes', 'second_factors', 'sessions'],
      ...['submission_events', 'submissions', 'user_secrets', 'user_tokens', 'webhook_deliveries'],
    ]);
  });

  test('holds no secret, and of other people nothing but their role', async () => {
    const { text } = await member.get('/users/me/export');
    const { rows } = await app.pool.query(`select password_hash from user_secrets where user_id = '${member.id}'`);
    for (const secret of [
      rows[0].password_hash,
      member.identity?.refresh_token ?? '',
      'helpful',
      support.id,
      'token_hash',
      'password_hash',
    ])
      expect(text).not.toContain(secret);
  });

  test('of the staff tells what they did, without those to whom they did it', async () => {
    const { data, text } = await support.get('/users/me/export');
    expect(data.doings).toContainEqual(
      expect.objectContaining({ action: 'submission.corrected', entity: 'submissions', ip: '127.0.0.1' }),
    );
    for (const other of [member.id, submission, 'own@example.com', 'I keep', 'Asked by phone'])
      expect(text).not.toContain(other);
  });

  test('is nobody else’s: another member gets his own, a visitor none', async () => {
    const stranger = await app.signedIn();
    const { data } = await stranger.get('/users/me/export');
    expect([data.account.id, data.submissions]).toEqual([stranger.id, []]);
    expect((await app.visitor.get('/users/me/export')).code).toBe('UNAUTHENTICATED');
    expect((await member.post('/users/me/export')).code).toBe('METHOD_NOT_ALLOWED');
  });
});
