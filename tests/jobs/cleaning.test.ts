import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import { cleanUp, kept } from '../../src/domain/cleaning.js';
import { hashOf } from '../../src/domain/tokens.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { person } from '../support/jobs.js';

let database: TestDatabase;
let userId: string;

beforeAll(async () => {
  database = await testDatabase();
  userId = (await person(database)).id;
});
afterAll(() => database.close());

const sql = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;
const count = async (table: string) => Number((await sql(`select count(*) from ${table}`))[0].count);

/** A session whose tokens were made so many hours ago, the last of them unused; each lives 30 days. */
async function session(ages: number[], endedAgo?: number): Promise<string> {
  const [{ id }] = await sql(
    `insert into sessions (user_id, created_at, ended_at)
      values ($1, now() - make_interval(hours => $2), now() - make_interval(hours => $3)) returning id`,
    [userId, Math.max(...ages), endedAgo ?? null],
  );
  for (const [index, age] of ages.entries()) {
    await sql(
      `insert into refresh_tokens (session_id, token_hash, created_at, expires_at, used_at) values ($1, $2,
        now() - make_interval(hours => $3), now() - make_interval(hours => $3) + interval '30 days',
        case when $4 then now() - make_interval(hours => $3) + interval '1 hour' end)`,
      [id, hashOf(`${id} ${age}`), age, index < ages.length - 1],
    );
  }
  return id;
}

const days = (count: number) => count * 24;
const sessionsLeft = async () => (await sql('select id from sessions')).map(({ id }) => id);

test('sessions go 30 days after their end, or after their last token expired; living ones keep what tells reuse', async () => {
  const ended = await session([days(40)], days(30) + 1);
  const endedLately = await session([days(40)], days(29));
  const expired = await session([days(70), days(60) + 1]);
  const expiredLately = await session([days(70), days(59)]);
  const living = await session([days(61), days(59), 1]);
  await cleanUp(database.db);
  const left = await sessionsLeft();
  expect(left.sort()).toEqual([endedLately, expiredLately, living].sort());
  expect([left.includes(ended), left.includes(expired)]).toEqual([false, false]);
  // Of the living one the token that expired more than 30 days ago is gone; the spent one since then is there.
  const tokens = await sql('select used_at is null as unused from refresh_tokens where session_id = $1 order by id', [
    living,
  ]);
  expect(tokens).toEqual([{ unused: false }, { unused: true }]);
});

test('sessions with more tokens than one statement looks at go all the same', async () => {
  await sql(
    `with made as (insert into sessions (user_id) select $1 from generate_series(1, 600) returning id)
      insert into refresh_tokens (session_id, token_hash, created_at, expires_at, used_at)
      select id, sha256((id::text || n)::bytea), now() - interval '90 days', now() - interval '60 days',
        case when n = 1 then now() - interval '89 days' end
      from made, generate_series(1, 2) n order by id, n`,
    [userId],
  );
  const before = await count('sessions');
  await cleanUp(database.db);
  expect(await count('sessions')).toBe(before - 600);
});

/** Each table with a row whose time for cleaning has come so many hours ago. */
const rows: Record<string, (hours: number) => Promise<unknown>> = {
  user_tokens: (hours) =>
    sql(
      `insert into user_tokens (user_id, purpose, email, token_hash, created_at, expires_at) values ($1, 'verify_email',
        'a@example.com', $2, now() - interval '2000 days', now() - make_interval(hours => $3))`,
      [userId, hashOf(`token ${hours}`), hours],
    ),
  mails: (hours) =>
    sql(
      `insert into mails (kind, user_id, recipient, status, created_at)
        values ('password_changed', $1, 'a@example.com', 'kept', now() - make_interval(hours => $2))`,
      [userId, hours],
    ),
  webhook_deliveries: async (hours) => {
    const [{ id }] = await sql(
      `insert into webhooks (url, events) values ('https://a.example', '{flow.published}') returning id`,
    );
    await sql(
      `insert into webhook_deliveries (webhook_id, event, data, status, finished_at)
        values ($1, 'flow.published', '{}', 'failed', now() - make_interval(hours => $2))`,
      [id, hours],
    );
  },
  sign_in_attempts: (hours) =>
    sql(`insert into sign_in_attempts values ($1, 1, now(), now() - make_interval(hours => $2))`, [
      `key ${hours}`,
      hours,
    ]),
  known_addresses: (hours) =>
    sql(
      `insert into known_addresses (user_id, address_hash, last_used_at) values ($1, $2, now() - make_interval(hours => $3))`,
      [userId, hashOf(`address ${hours}`), hours],
    ),
  rate_limits: (hours) =>
    sql(`insert into rate_limits values ($1, 1, extract(epoch from now() - make_interval(hours => $2)) * 1000)`, [
      `key ${hours}`,
      hours,
    ]),
  admin_sessions: (hours) =>
    sql(`insert into admin_sessions values ($1, '{}', now() - make_interval(hours => $2))`, [`sid ${hours}`, hours]),
  'graphile_worker.jobs': async (hours) => {
    const [{ id }] = await sql(`select id from graphile_worker.add_job('send_mail', '{}', max_attempts := 1)`);
    await sql(
      `update graphile_worker._private_jobs set attempts = 1, updated_at = now() - make_interval(hours => $2) where id = $1`,
      [id, hours],
    );
  },
};

test.each(Object.keys(rows))('%s: what has served its time goes, what has not stays', async (table) => {
  const hours = kept[table.replace('graphile_worker.', '') as keyof typeof kept];
  const make = rows[table] as (hours: number) => Promise<unknown>;
  await make(hours - 1);
  await make(hours + 1);
  await cleanUp(database.db);
  expect(await count(table)).toBe(1);
});

test('what waits stays, however old it is', async () => {
  await sql(
    `insert into mails (kind, user_id, recipient, created_at) values ('email_changed', $1, 'b@example.com', '2020-01-01')`,
    [userId],
  );
  await cleanUp(database.db);
  expect(await sql(`select status from mails where recipient = 'b@example.com'`)).toEqual([{ status: 'waiting' }]);
});

test('more than one batch goes in one run', async () => {
  await sql(`insert into sign_in_attempts select 'old ' || n, 1, now(), '2020-01-01' from generate_series(1, 2500) n`);
  expect(await cleanUp(database.db)).toMatchObject({ sign_in_attempts: 2500 });
});

test('docs/operations.md names each kind', () => {
  const text = readFileSync(join(projectRoot, 'docs/operations.md'), 'utf8');
  const days = (hours: number) => (hours % 24 ? `${hours} hours` : hours === 24 ? '24 hours' : `${hours / 24} days`);
  const told = [...text.matchAll(/^\| `(\w+)` +\| +(\d+ \w+|at once) /gm)].map(([, kind, time]) => [kind, time]);
  const expected = Object.entries(kept).map(([kind, hours]) => [kind, hours ? days(hours) : 'at once']);
  expect(told).toEqual(expected);
});
