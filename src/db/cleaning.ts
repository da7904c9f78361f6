import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.js';

type Kind =
  | 'sessions'
  | 'user_tokens'
  | 'mails'
  | 'webhook_deliveries'
  | 'sign_in_attempts'
  | 'known_addresses'
  | 'jobs'
  | 'rate_limits'
  | 'admin_sessions';

export interface Removal {
  name: string;
  kind: Kind;
  /** Removes at most `limit` rows that are older than so many hours, and returns how many. */
  remove(db: Db, hours: number, limit: number): Promise<number>;
}

const old = (hours: number) => sql`now() - make_interval(hours => ${hours})`;

/** Rows of a table by their key, as a query without its limit finds them. */
const rows = (
  table: string,
  query: (before: RawBuilder<unknown>) => RawBuilder<unknown>,
  { name = table, kind = table as Kind, key = 'id' }: { name?: string; kind?: Kind; key?: string } = {},
): Removal => ({
  name,
  kind,
  remove: async (db, hours, limit) => {
    const result = await sql`delete from ${sql.table(table)}
      where ${sql.ref(key)} in (${query(old(hours))} limit ${limit})`.execute(db);
    return Number(result.numAffectedRows);
  },
});

/** What cleaning removes, in this order: what hangs on a session goes with it. */
export const removals: Removal[] = [
  rows('sessions', (before) => sql`select id from sessions where ended_at < ${before}`),
  // A session that nobody ended is over when its last token is.
  rows(
    'sessions',
    (before) => sql`select distinct session_id from refresh_tokens old where expires_at < ${before} and not exists (
      select from refresh_tokens where session_id = old.session_id and expires_at >= ${before})`,
    { name: 'sessions_left' },
  ),
  rows('refresh_tokens', (before) => sql`select id from refresh_tokens where expires_at < ${before}`, {
    kind: 'sessions',
  }),
  rows('user_tokens', (before) => sql`select id from user_tokens where expires_at < ${before}`),
  rows('mails', (before) => sql`select id from mails where created_at < ${before} and status <> 'waiting'`),
  rows('webhook_deliveries', (before) => sql`select id from webhook_deliveries where finished_at < ${before}`),
  rows('sign_in_attempts', (before) => sql`select key from sign_in_attempts where last_at < ${before}`, { key: 'key' }),
  rows('known_addresses', (before) => sql`select id from known_addresses where last_used_at < ${before}`),
  // Milliseconds since 1970.
  rows(
    'rate_limits',
    (before) => sql`select key from rate_limits where expire < extract(epoch from ${before})::float8 * 1000`,
    { key: 'key' },
  ),
  rows('admin_sessions', (before) => sql`select sid from admin_sessions where expire < ${before}`, { key: 'sid' }),
  {
    name: 'jobs',
    kind: 'jobs',
    remove: async (db, hours, limit) => {
      const { rows: gone } = await sql`select id from graphile_worker.complete_jobs(array(
        select id from graphile_worker.jobs
        where attempts >= max_attempts and locked_at is null and updated_at < ${old(hours)} limit ${limit}))`.execute(
        db,
      );
      return gone.length;
    },
  },
];
