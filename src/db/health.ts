import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { schemaState } from './migrate.js';
import { readMigrations } from './migration-files.js';
import { type Db, sinceRefusal } from './pool.js';

/** Milliseconds PostgreSQL takes to answer; throws what kept it from answering. */
export async function ping(db: Db): Promise<number> {
  const began = performance.now();
  await sql`select 1`.execute(db);
  return Math.round((performance.now() - began) * 100) / 100;
}

/** Milliseconds: to wait for an answer, since who asks whether we are ready asks again soon; and that a refused write is minded. */
const patience = 2000;
const refusalStands = 3000;

/**
 * Asks what keeps the database from serving: a sentence, or undefined where nothing does. The migrations' files are read once,
 * and whoever asks while a question is under way gets its answer.
 */
export function obstacles(db: Db): () => Promise<string | undefined> {
  const files = readMigrations();
  let underWay: Promise<string | undefined> | undefined;
  const ask = async () => {
    const state = await Promise.race([
      schemaState(db, files).catch(() => undefined),
      sleep(patience, undefined, { ref: false }),
    ]);
    if (state === undefined) return 'The database does not answer.';
    if (state !== 'current') return `The schema is ${state}.`;
    return sinceRefusal(db) < refusalStands ? 'The database takes no writes.' : undefined;
  };
  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
