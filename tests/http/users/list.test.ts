import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';

let app: TestApp;
let support: Caller;
beforeAll(async () => {
  app = await testApp();
  support = await app.signedIn('support', 'sue@example.com');
  await sql`insert into users (email, full_name, is_active, created_at, last_login_at)
    select 'user' || n || '@list.example', case when n % 3 = 0 then null else 'Name 100%_' || n end, n % 2 = 0,
      '2026-01-01'::timestamptz + n * interval '1 microsecond', case when n % 4 = 0 then now() end
    from generate_series(1, 55) n`.execute(app.db);
});
afterAll(() => app.stop());

const emails = (data: { email: string }[]) => data.map(({ email }) => email);

describe('the list of users', () => {
  test('is for support and admins', async () => {
    expect((await support.get('/users')).status).toBe(200);
    expect((await (await app.signedIn('admin')).get('/users')).status).toBe(200);
    expect((await (await app.signedIn('editor')).get('/users')).code).toBe('FORBIDDEN');
    expect((await (await app.signedIn()).get('/users')).code).toBe('FORBIDDEN');
    expect((await app.visitor.get('/users')).code).toBe('UNAUTHENTICATED');
  });

  test('comes twenty at a time, with what there is in all', async () => {
    const { data, body } = await support.get('/users?q=list.example');
    expect(data).toHaveLength(20);
    expect(body.meta).toEqual({
      ...{ page: 1, per_page: 20, total: 55, total_pages: 3, total_exact: true },
      next: expect.any(String),
    });
    expect(Object.keys(data[0])).not.toContain('deleted_at');
    const last = await support.get('/users?q=list.example&page=3');
    expect([last.data.length, last.body.meta.next]).toEqual([15, null]);
  });

  test.each([
    'created_at',
    '-created_at',
    'email',
    '-email',
    'full_name',
    '-full_name',
    'last_login_at',
    '-last_login_at',
  ])('walked by its cursor in the order of %s shows everybody once, as its pages do', async (sort) => {
    const walked: string[] = [];
    let after = '';
    do {
      const answer = await support.get(`/users?per_page=9&sort=${sort}${after && `&after=${after}`}`);
      walked.push(...emails(answer.data));
      after = answer.body.meta.next ?? '';
    } while (after);
    const { data, body } = await support.get(`/users?per_page=100&sort=${sort}`);
    expect(walked).toEqual(emails(data));
    expect(new Set(walked).size).toBe(body.meta.total);
  });

  test('is filtered by role, state, and part of email or name, each letter meaning itself', async () => {
    expect(emails((await support.get('/users?role=support')).data)).toEqual(['sue@example.com']);
    expect((await support.get('/users?q=list.example&is_active=false')).body.meta.total).toBe(28);
    expect((await support.get('/users?q=USER55%40LIST')).body.meta.total).toBe(1);
    expect((await support.get('/users?q=100%25_5')).body.meta.total).toBe(5);
    expect((await support.get('/users?q=%25%25')).body.meta.total).toBe(0);
  });

  test('shows no deleted account', async () => {
    await sql`update users set deleted_at = now() where email = 'user1@list.example'`.execute(app.db);
    expect((await support.get('/users?q=user1%40list.example')).data).toEqual([]);
  });

  test.each([
    ...['sort=password', 'sort=role', 'per_page=0', 'per_page=101', 'page=0', 'page=x', 'role=boss', 'is_active=1'],
    ...['after=x', `after=${Buffer.from('["email","x","y"]').toString('base64url')}`, 'q=%00', 'page=1&page=2'],
  ])('refuses %s', async (query) => {
    expect([query, (await support.get(`/users?${query}`)).status]).toEqual([query, 422]);
  });

  test.each([
    ['created_at', 'not a date', crypto.randomUUID()],
    ['created_at', '2026-01-01', "' or 1=1"],
    ['created_at', '2026-02-31 00:00:00+00', crypto.randomUUID()],
    ['created_at', '2026-01-01 (noon)', crypto.randomUUID()],
  ])('finds nothing by a made-up cursor', async (...parts) => {
    const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
    expect((await support.get(`/users?sort=${parts[0]}&after=${after}`)).data).toEqual([]);
  });
});
