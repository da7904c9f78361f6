import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Every kind of job, and what it is given. */
export interface Jobs {
  send_mail: { id: string };
  request_reset: { email: string; language?: string };
  deliver_webhook: { id: string };
  /** A version's id. */
  carry_over: { id: string };
  clean_up: Record<string, never>;
  tally: Record<string, never>;
}

/** The lower, the sooner: another system that takes its time must not keep people from their mails. As in emit_webhook. */
const priorityOf = (name: keyof Jobs) => (name === 'deliver_webhook' ? 10 : 0);

/**
 * Puts a job into the queue, in the transaction of the fact it follows from. `most` is how often it is tried. What has an
 * id is there once: added again, it is due now and has all its tries before it.
 */
export async function add<K extends keyof Jobs>(db: Db, name: K, payload: Jobs[K], most = 14): Promise<void> {
  const key = 'id' in payload ? `${name} ${payload.id}` : null;
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, max_attempts := ${most},
    priority := ${priorityOf(name)}, job_key := ${key}::text)`.execute(db);
}

/** Queues the mails of a crowd, behind whatever one person waits for. */
export async function addMails(db: Db, ids: string[]): Promise<void> {
  await sql`select graphile_worker.add_job('send_mail', json_build_object('id', id), max_attempts := 14,
    priority := 5, job_key := 'send_mail ' || id) from unnest(${ids}::text[]) as id`.execute(db);
}

export interface Standing {
  /** Due now or later. */
  waiting: number;
  /** Tried as often as they may be, in vain. */
  failed: number;
  oldest_waiting_s: number;
}

/** How the queue stands, over all instances. */
export async function standing(db: Db): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as failed,
      coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8
        as oldest_waiting_s
    from graphile_worker.jobs`.execute(db);
  return rows[0] as Standing;
}
