import type { Insertable } from 'kysely';
import type { Db } from './pool.js';
import type { Database } from './types.js';

export async function insert(db: Db, row: Insertable<Database['mails']>): Promise<string> {
  const { id } = await db.insertInto('mails').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}
