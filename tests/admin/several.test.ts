import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
let support: Clerk;
beforeAll(async () => {
  app = await testApp();
  [admin, support] = [await clerk(app, 'admin'), await clerk(app, 'support')];
});
afterAll(() => app.stop());

const at = (action: string, ids: string) => `/api/resources/users/bulk/${action}?recordIds=${ids}`;
const isActive = async (id: string) =>
  (await app.db.selectFrom('users').select('is_active').where('id', '=', id).executeTakeFirstOrThrow()).is_active;

test('asked by GET it says with whom it can be done, and changes nothing; POST does it', async () => {
  const { id, email } = await app.signedIn();
  const asked = await support.get(at('deactivateMany', `${id},${support.id}`));
  expect(asked.body.candidates).toEqual([
    { id, name: expect.any(String), why: null },
    { id: support.id, name: expect.any(String), why: 'staff' },
  ]);
  expect(await isActive(id)).toBe(true);
  const done = await support.post(at('deactivateMany', `${id},${support.id}`));
  expect(done.body.candidates.map(({ why }: { why: string }) => why)).toEqual([null, 'staff']);
  expect([await isActive(id), await isActive(support.id)]).toEqual([false, true]);
  expect((await app.visitor.post('/auth/login', { email, password: 'a long enough password' })).code).toBe(
    'ACCOUNT_INACTIVE',
  );
});

test('support may choose members alone, and nobody chooses who is deleted', async () => {
  const { id } = await app.signedIn('member', 'choose@example.com');
  const chosen = async (who: Clerk, query: Record<string, string>) => {
    const { body } = await who.list('users', { perPage: '100', ...query });
    return body.records
      .filter(({ bulkActions }: { bulkActions: unknown[] }) => bulkActions.length)
      .map(({ params }: { params: { role: string } }) => params.role);
  };
  expect(new Set(await chosen(support, {}))).toEqual(new Set(['member']));
  expect(new Set(await chosen(admin, {}))).toEqual(new Set(['member', 'support', 'admin']));
  await admin.delete('users', id);
  expect(await chosen(admin, { 'filters.deleted': 'true' })).toEqual([]);
});

test.each([
  '',
  'nobody',
  '11111111-1111-4111-8111-111111111111',
  "1' or true --",
  '11111111-1111-4111-8111-111111111111&recordIds=22222222-2222-4222-8222-222222222222',
  Array(101).fill('11111111-1111-4111-8111-111111111111').join(','),
])('what names nobody is not found: %s', async (ids) => {
  for (const ask of [admin.get, admin.post]) expect((await ask(at('deactivateMany', ids))).status).toBe(404);
});

test('an action on one row or on the whole table is none on several, nor the other way round', async () => {
  const { id } = await app.signedIn();
  const statuses = await Promise.all([
    admin.post(at('deactivate', id)),
    admin.post(at('import', id)),
    admin.post(`/api/resources/users/records/${id}/deactivateMany`),
    admin.post(`/api/resources/users/actions/deactivateMany?recordIds=${id}`),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(await isActive(id)).toBe(true);
});
