import type { Insertable, Updateable } from 'kysely';
import type { Db } from './pool.js';
import type { Database, Flow } from './types.js';

export function insert(db: Db, row: Insertable<Database['flows']>): Promise<Flow> {
  return db.insertInto('flows').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Locks a flow: whoever changes or publishes its draft holds this, so that they come one after the other. */
export function lock(db: Db, id: string): Promise<Flow | undefined> {
  return db.selectFrom('flows').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Holds a flow as it is, for others too; nobody changes or publishes it until the transaction ends. */
export async function holdForReading(tx: Db, slug: string): Promise<void> {
  await tx.selectFrom('flows').select('id').where('slug', '=', slug).forShare().execute();
}

export function find(db: Db, id: string): Promise<Flow | undefined> {
  return db.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findBySlug(db: Db, slug: string): Promise<Flow | undefined> {
  return db.selectFrom('flows').selectAll().where('slug', '=', slug).executeTakeFirst();
}

export function update(db: Db, id: string, patch: Updateable<Database['flows']>): Promise<Flow> {
  return db.updateTable('flows').set(patch).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('flows').where('id', '=', id).execute();
}

/** Every flow, by slug. */
export function all(db: Db): Promise<Flow[]> {
  return db.selectFrom('flows').selectAll().orderBy('slug').execute();
}

/** Whether there is any flow at all. */
export async function any(db: Db): Promise<boolean> {
  const flow = await db.selectFrom('flows').select('id').limit(1).executeTakeFirst();
  return flow !== undefined;
}
