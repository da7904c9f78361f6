import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { projectRoot } from '../../src/config.js';
import { printSchema } from '../../src/db/catalog.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const rows = async (query: string) =>
  (await sql.raw<{ name: string }>(query).execute(database.db)).rows.map(({ name }) => name);

test('docs/schema.sql is what the catalog prints: npm run schema', async () => {
  expect(read('docs/schema.sql')).toBe(await printSchema(database.db));
});

test('every table and column of the Kysely types is the catalog’s, and none is missing', async () => {
  const declared = new Map<string, string[]>();
  const source = read('src/db/types.ts') + read('src/db/tables.ts');
  const tables = source.match(/export interface Database \{([^}]*)\}/)?.[1] ?? '';
  for (const [, table = '', type] of tables.matchAll(/(\w+): (\w+);/g)) {
    const body = source.match(new RegExp(`interface ${type} \\{([\\s\\S]*?)\\n\\}`))?.[1] ?? '';
    declared.set(table, [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, column]) => column ?? '').sort());
  }
  const tablesOfAll = await database.db.introspection.getTables();
  const actual = tablesOfAll.filter(({ name, schema }) => schema === 'public' && name !== 'schema_migrations');
  expect(declared).toEqual(
    new Map(actual.map(({ name, columns }) => [name, columns.map((column) => column.name).sort()])),
  );
});

describe('the rules of the house', () => {
  test('every foreign key has an index that begins with its columns', async () => {
    const bare = await rows(`
      select conrelid::regclass || '.' || conname as name from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
        select from pg_index where indrelid = conrelid
        and (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey and (indkey::int2[])[0:cardinality(conkey) - 1] <@ conkey)`);
    expect(bare).toEqual([]);
  });

  test('every foreign key says what happens on delete, or forbids it on purpose', async () => {
    const migrations = await rows(`select pg_get_constraintdef(oid) as name from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype = 'a'`);
    expect(migrations).toEqual([]);
  });

  test('every table has a primary key of one column', async () => {
    const without = await rows(`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'p' and cardinality(conkey) = 1)`);
    expect(without).toEqual([]);
  });

  test('constraints are named table_…_kind', async () => {
    const misnamed = await rows(`
      select conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
      where connamespace = 'public'::regnamespace and contype <> 'n' and relname <> 'schema_migrations'
      and conname !~ ('^' || relname || '(_\\w+)?_(pkey|key|fkey|check|excl)$')`);
    expect(misnamed).toEqual([]);
  });

  // But connect-pg-simple's, whose column is as its own queries want it.
  test('times carry their zone', async () => {
    const naive = await rows(`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'timestamp without time zone' and table_name not in ('schema_migrations', 'admin_sessions')`);
    expect(naive).toEqual([]);
  });
});
