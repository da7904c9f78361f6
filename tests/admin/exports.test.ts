import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';

let app: TestApp;
let support: Clerk;
beforeAll(async () => {
  app = await testApp();
  support = await clerk(app, 'support');
});
afterAll(() => app.stop());

const csv = (who: Clerk, resource: string, query: Record<string, string> = {}) =>
  who.get(`/exports/${resource}?${new URLSearchParams(query)}`);

async function named(full_name: string): Promise<string> {
  const { id } = await app.signedIn();
  await app.db.updateTable('users').set({ full_name }).where('id', '=', id).execute();
  return id;
}

test('a list is saved whole, sorted and filtered as it stands, with a row of names and nothing secret', async () => {
  await app.pool.query(`insert into users (email, full_name)
    select 'row' || n || '@export.example', 'Row ' || n from generate_series(1, 1203) n`);
  const answer = await csv(support, 'users', { 'filters.email': 'export.example', sortBy: 'email', direction: 'desc' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=users-\d{4}-\d\d-\d\d\.csv$/);
  const [head, first, ...rest] = answer.text.trim().split('\r\n');
  expect(head).toMatch(/^\uFEFF?id,email,full_name,role,is_active/);
  expect(head).not.toMatch(/password|hash|secret/);
  expect(first).toContain('row9@export.example');
  expect(rest).toHaveLength(1202);
  expect(new Set(rest).size).toBe(1202);
});

test.each([
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ['+1+1', `"'+1+1"`],
  ['-2', `"'-2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['  =1', `"'  =1"`],
  ['＝1', `"'＝1"`],
  ['a, "b"', `"a, ""b"""`],
  ['two\nlines', '"two\nlines"'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['שלום 😀', 'שלום 😀'],
])('what somebody calls himself is text and no formula: %s', async (name, cell) => {
  const id = await named(name);
  const { text } = await csv(support, 'users', { 'filters.id': id });
  expect(text.split('\r\n')[1]).toContain(`,${cell},member,`);
});

test('who may not see a list may not save it either, and each saving is in the audit log', async () => {
  expect((await csv(support, 'audit_log')).status).toBe(403);
  expect((await csv(support, 'user_secrets')).status).toBe(404);
  expect((await csv(support, 'constructor')).status).toBe(404);
  expect((await csv(new Clerk(app.origin), 'users')).status).toBe(302);
  await csv(support, 'submissions', { 'filters.status': 'completed' });
  const entry = await app.db
    .selectFrom('audit_log')
    .select(['action', 'entity', 'actor_id', 'after'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(entry).toEqual({
    action: 'list.exported',
    entity: 'submissions',
    actor_id: support.id,
    after: { by: ['status'] },
  });
});

test('what was looked for is not kept: it may name somebody who is erased later, or be no text at all', async () => {
  const found = await csv(support, 'users', { 'filters.email': 'somebody@export.example', 'filters.q': 'Somebody' });
  expect(found.status).toBe(200);
  const odd = await csv(support, 'users', { 'filters.full_name': 'a\0b', 'filters.no\0such': 'x' });
  expect([odd.status, odd.text.trim().split('\r\n').length]).toEqual([200, 1]);
  const entries = await app.db.selectFrom('audit_log').select('after').orderBy('id', 'desc').limit(2).execute();
  expect(entries).toEqual([{ after: { by: ['full_name'] } }, { after: { by: ['email', 'q'] } }]);
});

test('whoever sees the list of the deleted saves that one', async () => {
  const admin = await clerk(app, 'admin');
  const id = await named('Gone');
  await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', id).execute();
  const rows = async (who: Clerk) =>
    (await csv(who, 'users', { 'filters.deleted': 'true' })).text.split('\r\n').slice(1, -1);
  expect(await rows(admin)).toEqual([expect.stringContaining(id)]);
  expect(await rows(support)).toEqual([]);
});

test('another site can’t make a browser save one, nor is one made for nothing', async () => {
  expect((await support.get('/exports/users', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await support.get('/exports/users', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await support.send('HEAD', '/exports/users')).status).toBe(405);
});
