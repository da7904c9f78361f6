import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Milliseconds PostgreSQL takes to answer; throws what kept it from answering. */
export async function ping(db: Db): Promise<number> {
  const began = performance.now();
  await sql`select 1`.execute(db);
  return Math.round((performance.now() - began) * 100) / 100;
}
