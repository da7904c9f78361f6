import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Waits for and holds a named lock until the transaction ends, over all instances. */
export async function hold(tx: Db, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`doorstep ${name}`}, 0))`.execute(tx);
}
