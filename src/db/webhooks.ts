import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Queues a delivery to every webhook that asked for such an event. */
export async function emit(db: Db, event: string, userId: string | null, data: object): Promise<void> {
  await sql`select emit_webhook(${event}, ${userId}::uuid, ${JSON.stringify(data)}::jsonb)`.execute(db);
}
