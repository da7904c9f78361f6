import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from './pool.js';
import type { Database, Field } from './types.js';

export function insert(db: Db, row: Insertable<Database['fields']>): Promise<Field> {
  return db.insertInto('fields').values(row).returningAll().executeTakeFirstOrThrow();
}

export function lock(db: Db, id: string): Promise<Field | undefined> {
  return db.selectFrom('fields').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export function update(db: Db, id: string, patch: Updateable<Database['fields']>): Promise<Field> {
  return db.updateTable('fields').set(patch).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('fields').where('id', '=', id).execute();
}

export function byKeys(db: Db, keys: string[]): Promise<Field[]> {
  if (!keys.length) return Promise.resolve([]);
  return db.selectFrom('fields').selectAll().where('key', 'in', keys).execute();
}

export function byIds(db: Db, ids: string[]): Promise<Field[]> {
  if (!ids.length) return Promise.resolve([]);
  return db.selectFrom('fields').selectAll().where('id', 'in', ids).execute();
}

/** In how many flows' drafts each of these fields stands; of one that stands in none nothing is told. */
export function flowsHolding(db: Db, ids: string[]): Promise<{ field_id: string; flows: number }[]> {
  return db
    .selectFrom('page_fields')
    .select(['field_id', sql<number>`count(*)::int`.as('flows')])
    .where('field_id', 'in', ids)
    .groupBy('field_id')
    .execute();
}
