import type { Insertable } from 'kysely';
import type { Db } from './pool.js';
import type { Database } from './types.js';

export async function insert(db: Db, row: Insertable<Database['audit_log']>): Promise<void> {
  await db.insertInto('audit_log').values(row).execute();
}
