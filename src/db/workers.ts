import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from './pool.js';

/** The word of a process that its workers live. It ends with its connection, however the process ends. */
export interface Presence {
  /** Before a worker takes its first job. */
  claim(workerId: string): Promise<void>;
  leave(): void;
}

/**
 * Makes the pool take a connection back twice without a word. Where a connection breaks while graphile-worker (0.16) lets
 * go of it, it is let go of once more, and what pg throws at that would end the process, nobody being there to catch it.
 */
export function forgiveReleases(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool);
  const lend = (callback?: ConnectCallback) => {
    if (!callback) return connect();
    return connect((error, client, release) => callback(error, client, onceOnly(release)));
  };
  pool.connect = lend as typeof pool.connect;
}

type Release = (broken?: boolean | Error) => void;
type ConnectCallback = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

function onceOnly(release: Release): Release {
  let isReleased = false;
  return (broken) => {
    if (isReleased) return;
    isReleased = true;
    release(broken);
  };
}

/** A lock of PostgreSQL's for each worker, all held by one connection; `lost` is called when that breaks. */
export async function openPresence(pool: pg.Pool, lost: (error: Error) => void): Promise<Presence> {
  const client = await pool.connect();
  let left = false;
  // One query after the other: a connection has no queue of its own.
  let before: Promise<unknown> = Promise.resolve();
  client.on('error', (error) => left || lost(error));
  try {
    // Seconds: a machine that is gone without a word is noticed within a minute or so.
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5');
  } catch (error) {
    client.release(true);
    throw error;
  }
  return {
    claim: async (workerId) => {
      const lock = () => client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(workerId)]);
      before = before.then(lock, lock);
      await before;
    },
    leave: () => {
      left = true;
      client.release(true);
    },
  };
}

const lockOf = (workerId: string) => `doorstep worker ${workerId}`;

/**
 * Gives back the jobs of workers that are gone, over all instances, and returns how many; by itself graphile-worker waits
 * four hours. A job whose last try a crash cut off gets it again.
 */
export async function releaseOrphans(db: Db): Promise<number> {
  // A worker claims its lock before it takes a job: who has a job here and no lock there lives no more.
  const { rows } = await sql<{ id: string; locked_by: string; spent: boolean; max_attempts: number }>`
    select id, locked_by, attempts >= max_attempts as spent, max_attempts from graphile_worker.jobs
    where locked_by is not null and not exists (
      select from pg_locks
      where locktype = 'advisory' and granted and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())
        and classid::bigint << 32 | objid::bigint = hashtextextended(${lockOf('')} || locked_by, 0))`.execute(db);
  if (!rows.length) return 0;
  const gone = [...new Set(rows.map(({ locked_by }) => locked_by))];
  await sql`select graphile_worker.force_unlock_workers(${gone}::text[])`.execute(db);
  for (const { id, max_attempts } of rows.filter(({ spent }) => spent)) {
    await sql`select graphile_worker.reschedule_jobs(array[${id}::bigint], attempts := ${max_attempts - 1}::int)`.execute(
      db,
    );
  }
  return rows.length;
}
