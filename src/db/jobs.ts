import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Every kind of job, and what it is given. */
export interface Jobs {
  send_mail: { id: string };
  request_reset: { email: string };
  deliver_webhook: { id: string };
  clean_up: Record<string, never>;
}

/** Puts a job into the queue, in the transaction of the fact it follows from. `most` is how often it is tried. */
export async function add<K extends keyof Jobs>(db: Db, name: K, payload: Jobs[K], most = 14): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, max_attempts := ${most})`.execute(
    db,
  );
}
