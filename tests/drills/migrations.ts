import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/db/migrate.js';
import { migrationsDir, readMigrations } from '../../src/db/migration-files.js';
import type { Drill, Stage } from './drills.js';
import { type Instance, launch, newcomer, within } from './instances.js';
import type { Postgres } from './postgres.js';

/** The last migration of the older database. */
const older = '0008';
// Copied, since Jest has arrays of two realms, which are not equal.
const names = [...readMigrations().map(({ name }) => name)];
const early = names.filter((name) => name.slice(0, 4) <= older);
const person = 'from.before@example.com';

/** A database as an older version left it, with somebody in it. */
async function olderDatabase(stage: Stage, postgres: Postgres): Promise<string> {
  const dir = stage.folder();
  for (const file of readdirSync(migrationsDir))
    if (file.slice(0, 4) <= older) cpSync(join(migrationsDir, file), join(dir, file));
  const url = await postgres.newDatabase();
  assert.deepEqual([...(await migrate(url, 'up', { dir }))], early);
  await postgres.query('insert into users (email, full_name) values ($1, $2)', [person, 'Ann Archer'], url);
  return url;
}

const ready = (each: Instance) => within(30, async () => (await each.health('ready')) === 200, each);

/** Each migration once, in order; the rows that were there, and the first ones, once. */
async function isWhole(postgres: Postgres, url: string, people: string[]): Promise<void> {
  const applied = await postgres.query<{ name: string }>('select name from schema_migrations order by id', [], url);
  assert.deepEqual(
    applied.map(({ name }) => name),
    names,
  );
  const [found] = await postgres.query(
    `select array(select email::text from users where role = 'member' order by 1) as people,
      (select count(*)::int from users where role = 'admin') as admins, (select count(*)::int from flows) as flows`,
    [],
    url,
  );
  assert.deepEqual(found, { people, admins: 1, flows: 1 });
}

export const atOnce: Drill = {
  name: 'Two instances starting at once, on an empty and on an older database',
  asks: 'both serve, and it is migrated once',
  run: async (stage) => {
    const postgres = await stage.postgres();
    const cases: [url: string, people: string[]][] = [
      [await postgres.newDatabase(), []],
      [await olderDatabase(stage, postgres), [person]],
    ];
    for (const [databaseUrl, people] of cases) {
      const two = await Promise.all([launch({ databaseUrl }), launch({ databaseUrl })]);
      await Promise.all(two.map(ready));
      await isWhole(postgres, databaseUrl, people);
      await Promise.all(two.map(({ kill }) => kill()));
    }
    return `${names.length} migrations, ${names.length - early.length} on the older one, each recorded once, rows kept`;
  },
};

export const migrationKilled: Drill = {
  name: 'kill -9 half-way through a migration',
  asks: 'the next start completes it',
  run: async (stage) => {
    const postgres = await stage.postgres();
    const databaseUrl = await olderDatabase(stage, postgres);
    const count = async () => (await postgres.query('select from schema_migrations', [], databaseUrl)).length;
    // What a migration has changed is recorded at its end, where it now waits.
    const holder = new pg.Client({ connectionString: databaseUrl });
    holder.on('error', () => {});
    await holder.connect();
    await holder.query('begin; lock table schema_migrations in share mode');
    const first = await launch({ databaseUrl });
    await within(30, () => waits(postgres), first);
    await first.kill();
    assert.equal(await count(), early.length);
    await holder.end();
    // The next one is killed between two of them, wherever it then stands.
    const second = await launch({ databaseUrl });
    await within(30, async () => (await count()) > early.length, second);
    await second.kill();
    const left = names.length - (await count());
    const third = await launch({ databaseUrl });
    await ready(third);
    await isWhole(postgres, databaseUrl, [person]);
    await newcomer(third);
    return `killed within ${names[early.length]}, then with ${left} to go; the third start did the rest, rows kept`;
  },
};

async function waits(postgres: Postgres): Promise<boolean> {
  const found = await postgres.query(
    `select from pg_stat_activity where application_name = 'doorstep migrate' and wait_event_type = 'Lock'`,
  );
  await sleep(20);
  return found.length > 0;
}
