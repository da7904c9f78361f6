import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { definitions } from '../../admin/resources/index.js';
import { columnsOf } from '../../src/db/reflection.js';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, rowsOf } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
  const rows = [
    { email: 'named@list.example', full_name: 'Named' },
    { email: 'nameless@list.example', full_name: null, last_login_at: new Date() },
    { email: 'gone@list.example', full_name: 'Gone', deleted_at: new Date() },
  ];
  await app.db.insertInto('users').values(rows).execute();
});
afterAll(() => app.stop());

const emails = async (query: Record<string, string>) =>
  rowsOf(await admin.list('users', { 'filters.email': 'list.example', sortBy: 'email', ...query })).map(
    ({ email }) => email,
  );

describe('a filter', () => {
  test('finds what has a value, and what has none', async () => {
    expect(await emails({ 'filters.full_name': '__FORM_VALUE_ANY__' })).toEqual(['named@list.example']);
    expect(await emails({ 'filters.full_name': '__FORM_VALUE_NULL__' })).toEqual(['nameless@list.example']);
    expect(await emails({ 'filters.last_login_at': '__FORM_VALUE_ANY__' })).toEqual(['nameless@list.example']);
    expect(await emails({ 'filters.last_login_at': '__FORM_VALUE_NULL__' })).toEqual(['named@list.example']);
  });

  test('finds what has a value in any column of any list, and breaks nothing', async () => {
    for (const { table, columns } of definitions) {
      for (const column of columns) {
        const total = async (value: string) =>
          (await admin.list(table, { [`filters.${column}`]: value })).body.meta.total;
        const all = (await admin.list(table)).body.meta.total;
        expect([table, column, (await total('__FORM_VALUE_ANY__')) + (await total('__FORM_VALUE_NULL__'))]).toEqual([
          table,
          column,
          all,
        ]);
      }
    }
  });

  test('is there for every column of a list that holds a kind, a yes or no, a moment, or may be empty', async () => {
    const all = await columnsOf(
      app.db,
      definitions.map(({ table }) => table),
    );
    for (const { table, columns, options, heavy = [] } of definitions) {
      const filterable = all
        .filter((column) => column.table === table && columns.includes(column.name) && !heavy.includes(column.name))
        .filter(({ type, labels, isNullable }) => labels || type === 'bool' || type === 'timestamptz' || isNullable)
        .map(({ name }) => name)
        // Who was deleted is asked for by a filter of its own.
        .filter((name) => name !== 'deleted_at');
      const missing = filterable.filter((name) => !options.filterProperties?.includes(name));
      expect([table, missing]).toEqual([table, []]);
    }
  });
});

test('what was deleted is found by the search, and marked, by those who may bring it back', async () => {
  const find = async (who: Clerk) =>
    (await who.get('/api/resources/users/actions/find?q=gone@list')).body.found as { is_deleted: boolean }[];
  expect(await find(admin)).toMatchObject([{ email: 'gone@list.example', is_deleted: true }]);
  expect(await find(await clerk(app, 'support'))).toEqual([]);
  const live = (await admin.get('/api/resources/users/actions/find?q=named@list')).body.found;
  expect(live).toMatchObject([{ is_deleted: false }]);
});

test('counting stops at ten thousand, and says so', async () => {
  const count = async (query: Record<string, string>) => (await admin.list('users', query)).body.meta;
  expect(await count({})).toMatchObject({ isMore: false });
  await app.pool.query(
    `insert into users (email) select 'many' || n || '@many.example' from generate_series(1, 10001) n`,
  );
  // Of accounts tallies are kept; of those whose address holds something, nobody knows before he counts.
  expect(await count({})).toMatchObject({ total: 10_006, isMore: false });
  expect(await count({ 'filters.email': '.example' })).toMatchObject({ isMore: true });
  expect(await count({ 'filters.email': 'list.example' })).toMatchObject({ total: 2, isMore: false });
});

test('a field says in how many flows it stands', async () => {
  const rows = rowsOf(await admin.list('fields', { sortBy: 'key', direction: 'asc' }));
  expect(Object.fromEntries(rows.map(({ key, flows }) => [key, flows]))).toEqual({
    about_me: 1,
    address: 1,
    birthdate: 1,
  });
  await app.pool.query("delete from page_fields where field_id = (select id from fields where key = 'address')");
  expect(rowsOf(await admin.list('fields', { 'filters.key': 'address' }))).toMatchObject([{ flows: 0 }]);
});
