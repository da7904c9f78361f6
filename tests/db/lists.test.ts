import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { usersListing as accounts, submissionsListing } from '../../src/db/listings.js';
import { type Cursor, findPage, type Listing, page, type Query } from '../../src/db/lists.js';
import { type TestApp, testApp } from '../support/app.js';

// So many that they are neither counted nor sorted for a page: what is few is gathered, and tested at the doors.
const people = 16_000;
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const run = (text: string) => app.pool.query(text, [people]);
  await run(`insert into users (email, full_name, is_active, created_at, last_login_at)
    select case when n <= 5400 then 'a' || n || '@few.example' else 'b' || n || '@many.example' end,
      case when n % 4 > 0 then 'Name ' || n % 500 end, n % 2 = 0, '2026-01-01'::timestamptz + n / 7 * interval '1 minute',
      case when n % 3 > 0 then '2026-02-01'::timestamptz + n % 900 * interval '1 minute' end
    from generate_series(1, $1) n`);
  await run(`insert into submissions (user_id, flow_id, version_id, status, started_at, completed_at)
    select u.id, v.flow_id, v.id, (case when n <= 10500 then 'completed' else 'in_progress' end)::submission_status,
      '2026-01-01'::timestamptz + n % 50 * interval '1 minute',
      case when n <= 10500 then '2026-01-02'::timestamptz + n % 70 * interval '1 minute' end
    from flow_versions v, (select id, row_number() over (order by id) as n from users where role = 'member' limit $1) u`);
  await app.pool.query('vacuum analyze users, submissions');
});
afterAll(() => app.stop());

const limit = 20;
const sorts: [Listing, string][] = [
  ...['created_at', 'email', 'full_name', 'last_login_at', 'is_active'].map((by): [Listing, string] => [accounts, by]),
  ...['started_at', 'completed_at'].map((by): [Listing, string] => [submissionsListing, by]),
];
const orders = sorts.flatMap(([listing, by]) => [false, true].map((descending) => ({ listing, by, descending })));

/** All of it, in order, by plain SQL. */
async function plainly({ table }: Listing, by: string, descending: boolean): Promise<unknown[]> {
  const order = descending ? 'desc' : 'asc';
  const { rows } = await app.pool.query(
    `select id from ${table} ${table === 'users' ? 'where deleted_at is null' : ''}
     order by ${by} ${order} nulls last, id ${order}`,
  );
  return idsOf(rows);
}

const idsOf = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id);

describe.each(orders)(
  'a long list of $listing.table by $by, descending: $descending',
  ({ listing, by, descending }) => {
    const sort = { by, descending };
    let all: unknown[];
    beforeAll(async () => {
      all = await plainly(listing, by, descending);
    });
    const there = (offset: number) => all.slice(offset, offset + limit);

    test('has on each page what plain SQL has there, near, far, at its end and beyond', async () => {
      const { total, isExact } = await page(app.db, listing, { sort, limit });
      expect([total, isExact]).toEqual([all.length, true]);
      const last = Math.floor((total - 1) / limit) * limit;
      for (const offset of [0, 1500, 7000, 10_480, 10_490, 10_500, 11_980, 11_990, 13_000, last, total, 100_000]) {
        const found = await page(app.db, listing, { sort, limit, offset });
        expect([offset, idsOf(found.rows)]).toEqual([offset, there(offset)]);
        expect([offset, found.next !== null]).toEqual([offset, offset + limit < total]);
      }
    });

    test('goes on from a cursor through ties, and from the last that has a value to those that have none', async () => {
      for (const begin of [0, 10_455, 10_650, 11_955, people - 50]) {
        const first = await page(app.db, listing, { sort, limit, offset: begin });
        let { next } = first;
        for (let offset = begin + limit; offset < Math.min(first.total, begin + 4 * limit); offset += limit) {
          const found = await page(app.db, listing, { sort, limit, after: next ?? undefined });
          expect([offset, idsOf(found.rows)]).toEqual([offset, there(offset)]);
          next = found.next;
        }
      }
    });
  },
);

const total = async (query: Omit<Query, 'limit'>, listing = accounts) => {
  const found = await page(app.db, listing, { limit, ...query });
  return [found.total, found.isExact, found.rows.length];
};

describe('the total of very many', () => {
  test('is exact by what tallies are kept of, and of what is few', async () => {
    expect(await total({ filters: { role: 'member', is_active: ['true', 'false'] } })).toEqual([people, true, limit]);
    expect(await total({ filters: { role: 'editor' } })).toEqual([0, true, 0]);
    expect(await total({ filters: { status: 'completed' } }, submissionsListing)).toEqual([10_500, true, limit]);
    const twice = ['__FORM_VALUE_ANY__', '2026-01-02T00:00:00Z'];
    expect(await total({ filters: { completed_at: twice } }, submissionsListing)).toEqual([150, true, limit]);
    expect(await total({ search: 'few.example' })).toEqual([5400, true, limit]);
  });

  test('is told as an estimate where it is one', async () => {
    const [told, isExact] = await total({ filters: { created_at: { from: '2026-01-01' } } });
    expect(isExact).toBe(false);
    expect(told).toBeGreaterThanOrEqual(15_000);
    expect(told).toBeLessThanOrEqual(17_000);
  });
});

test('what very many fit is found in order, wherever in the list it stands', async () => {
  for (const descending of [false, true]) {
    const found = await page(app.db, accounts, { search: 'MANY.example', sort: { by: 'email', descending }, limit });
    const { rows } = await app.pool.query(`select id from users where email like '%many.example'
      order by email ${descending ? 'desc' : ''} limit ${limit}`);
    expect([idsOf(found.rows), found.isExact]).toEqual([idsOf(rows), false]);
  }
});

test('whoever reads all of a list by its cursor, in the order of its key too, sees everything once', async () => {
  const seen = new Set<unknown>();
  let after: Cursor | undefined;
  do {
    const { rows, next } = await findPage(app.db, accounts, {
      sort: { by: 'id', descending: true },
      limit: 4000,
      after,
    });
    for (const { id } of rows) seen.add(id);
    after = next ?? undefined;
  } while (after);
  expect(seen.size).toBe((await total({}))[0]);
});

test('a whole table that no tally is kept of goes by its order, and its total is an estimate', async () => {
  await app.pool.query(`insert into audit_log (action, entity, entity_id, door)
    select 'thing.done', 'things', n::text, 'system' from generate_series(1, 25000) n`);
  await app.pool.query('analyze audit_log');
  const column = { ...accounts.key, table: 'audit_log', type: 'int8' };
  const listing = { table: 'audit_log', key: column, columns: [column], searched: [] };
  const found = await page(app.db, listing, { sort: { by: 'id', descending: true }, limit, offset: 20_000 });
  const { rows } = await app.pool.query(`select id from audit_log order by id desc offset 20000 limit ${limit}`);
  expect([idsOf(found.rows), found.total, found.isExact]).toEqual([idsOf(rows), 25_000, false]);
});
