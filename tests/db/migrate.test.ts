import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate, migrationStatus, schemaState } from '../../src/db/migrate.js';
import { migrationsDir, readMigrations } from '../../src/db/migration-files.js';
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.js';
import { remove, temporaryFolder } from '../support/folders.js';

const opened: TestDatabase[] = [];
const copies: string[] = [];
let empty: TestDatabase;
const names = readMigrations().map(({ name }) => name);

beforeEach(async () => {
  empty = await emptyDatabase();
  opened.push(empty);
});
afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  copies.forEach(remove);
});

/** A copy of the project's migrations, to be spoilt. */
function copy(): string {
  const dir = temporaryFolder();
  copies.push(dir);
  cpSync(migrationsDir, dir, { recursive: true });
  return dir;
}

const tables = async ({ db }: TestDatabase) =>
  (await db.introspection.getTables())
    .filter(({ name, schema }) => schema === 'public' && name !== 'schema_migrations')
    .map(({ name }) => name);

describe('up and down', () => {
  test('an empty database is behind; up makes it current and names what it did', async () => {
    expect(await schemaState(empty.db)).toBe('behind');
    expect(await migrate(empty.url, 'up')).toEqual(names);
    expect(await schemaState(empty.db)).toBe('current');
  });

  test('up again does nothing', async () => {
    await migrate(empty.url, 'up');
    expect(await migrate(empty.url, 'up')).toEqual([]);
  });

  test('down undoes the last one alone', async () => {
    await migrate(empty.url, 'up');
    expect(await migrate(empty.url, 'down')).toEqual(names.slice(-1));
    expect(await schemaState(empty.db)).toBe('behind');
    expect((await migrationStatus(empty.db)).at(-1)).toEqual({ name: names.at(-1), state: 'pending' });
  });

  test('all the way down leaves no table, and up works again', async () => {
    await migrate(empty.url, 'up');
    await migrate(empty.url, 'down', { count: names.length });
    expect(await tables(empty)).toEqual([]);
    expect(await migrate(empty.url, 'up')).toEqual(names);
  });

  test('down on an empty database does nothing', async () => {
    expect(await migrate(empty.url, 'down')).toEqual([]);
  });

  test('five at once wait for each other: one does the work', async () => {
    const done = await Promise.all(Array.from({ length: 5 }, () => migrate(empty.url, 'up')));
    expect(done.filter(({ length }) => length > 0)).toEqual([names]);
  });
});

test('undoing 0011 takes away that somebody was carried over, and nothing else that happened to him', async () => {
  await migrate(empty.url, 'up');
  const run = (text: string) => sql.raw(text).execute(empty.db);
  await run(`with u as (insert into users (email, role) values ('ann@example.com', 'member') returning id),
    f as (insert into flows (slug, title) values ('f', 'F') returning id),
    v as (insert into flow_versions (flow_id, number, title, pages) select id, 1, 'F', '[{}]' from f returning id, flow_id),
    s as (insert into submissions (user_id, flow_id, version_id, set_aside)
      select u.id, v.flow_id, v.id, '{"a": [{"answer": 1, "version": 1}]}' from u, v returning id, version_id)
    insert into submission_events (submission_id, version_id, type)
    select id, version_id, t::submission_event_type from s, unnest(array['started', 'carried_over']) t`);
  const count = names.length - names.findIndex((name) => name.startsWith('0011'));
  await migrate(empty.url, 'down', { count });
  const { rows } = await sql<{ type: string }>`select type::text from submission_events`.execute(empty.db);
  expect(rows).toEqual([{ type: 'started' }]);
  await expect(run('delete from submission_events')).rejects.toThrow();
  await migrate(empty.url, 'up');
});

test('what was published before 0013 goes on as it was, in English and in no other language', async () => {
  await migrate(empty.url, 'up');
  const count = names.length - names.findIndex((name) => name.startsWith('0013'));
  await migrate(empty.url, 'down', { count });
  const run = (text: string) => sql.raw<Record<string, unknown>>(text).execute(empty.db);
  await run(`with f as (insert into flows (slug, title) values ('f', 'F') returning id),
    p as (insert into pages (flow_id, key, title, position) select id, 'p', 'P', 1 from f)
    insert into flow_versions (flow_id, number, title, pages) select id, 1, 'F', '[{"key": "p"}]' from f`);
  await run(`insert into fields (key, type, label) values ('a', 'text', 'A')`);
  await migrate(empty.url, 'up');
  for (const table of ['flows', 'flow_versions']) {
    const { rows } = await run(`select title, language, languages, translations from ${table}`);
    expect(rows).toEqual([{ title: 'F', language: 'en', languages: [], translations: {} }]);
  }
  for (const table of ['pages', 'fields'])
    expect((await run(`select translations from ${table}`)).rows).toEqual([{ translations: {} }]);
});

describe('a migration that fails', () => {
  test('is named with its reason and leaves nothing, while those before it stay', async () => {
    const dir = copy();
    writeFileSync(
      join(dir, '9000_broken.sql'),
      '-- Up Migration\ncreate table half (id int);\nselect oops;\n-- Down Migration\n',
    );
    await expect(migrate(empty.url, 'up', { dir })).rejects.toThrow(
      'The migration 9000_broken failed and was rolled back: column "oops" does not exist.',
    );
    expect(await tables(empty)).not.toContain('half');
    expect(await schemaState(empty.db)).toBe('current');
    expect(await schemaState(empty.db, readMigrations(dir))).toBe('behind');
  });
});

describe('tampering', () => {
  test('an edited migration is refused by name', async () => {
    await migrate(empty.url, 'up');
    const dir = copy();
    const file = join(dir, `${names[0]}.sql`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- a second thought\n`);
    await expect(migrate(empty.url, 'up', { dir })).rejects.toThrow(
      `The migration ${names[0]} was changed after it was applied`,
    );
    expect(await schemaState(empty.db, readMigrations(dir))).toBe('edited');
  });

  test('other line ends and a byte order mark are no edit', async () => {
    await migrate(empty.url, 'up');
    const dir = copy();
    for (const name of readdirSync(dir)) {
      const text = readFileSync(join(dir, name), 'utf8');
      writeFileSync(join(dir, name), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
    expect(await schemaState(empty.db, readMigrations(dir))).toBe('current');
  });

  test('a schema newer than the code is refused', async () => {
    const dir = copy();
    writeFileSync(
      join(dir, '9000_future.sql'),
      '-- Up Migration\ncreate table future (id int);\n-- Down Migration\ndrop table future;\n',
    );
    await migrate(empty.url, 'up', { dir });
    expect(await schemaState(empty.db)).toBe('newer');
    await expect(migrate(empty.url, 'up')).rejects.toThrow('newer than this version of Doorstep');
    await expect(migrate(empty.url, 'down')).rejects.toThrow('9000_future');
  });

  test('a migration recorded behind our back has no checksum, so the database refuses it', async () => {
    await migrate(empty.url, 'up');
    const byHand = sql`insert into schema_migrations (name, run_on) values ('0099_by_hand', now())`.execute(empty.db);
    await expect(byHand).rejects.toThrow('doorstep.checksum');
  });
});

describe('the folder', () => {
  test('a stray file is left alone', async () => {
    const dir = copy();
    for (const stray of ['notes.txt', '0001_users copy.sql', '.DS_Store', 'draft.sql'])
      writeFileSync(join(dir, stray), 'nonsense');
    expect(await migrate(empty.url, 'up', { dir })).toEqual(names);
  });

  test('a file that does not say how to undo it is refused', () => {
    const dir = copy();
    writeFileSync(join(dir, '9000_one_way.sql'), '-- Up Migration\nselect 1;\n');
    expect(() => readMigrations(dir)).toThrow(
      '9000_one_way.sql must hold "-- Up Migration" and then "-- Down Migration"',
    );
  });

  test('one number twice is refused', () => {
    const dir = copy();
    writeFileSync(join(dir, '0001_another.sql'), '-- Up Migration\n-- Down Migration\n');
    expect(() => readMigrations(dir)).toThrow('bear the same number');
  });

  test('the numbers run from 0001 without a gap', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, i) => i + 1));
  });
});

test('a clone of the template is current', async () => {
  const clone = await testDatabase();
  opened.push(clone);
  expect(await schemaState(clone.db)).toBe('current');
});
