import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from './pool.js';
import type { Database, Webhook } from './types.js';

/** Queues a delivery to every webhook that asked for such an event. */
export async function emit(db: Db, event: string, userId: string | null, data: object): Promise<void> {
  await sql`select emit_webhook(${event}, ${userId}::uuid, ${JSON.stringify(data)}::jsonb)`.execute(db);
}

export function insert(db: Db, row: Insertable<Database['webhooks']>): Promise<Webhook> {
  return db.insertInto('webhooks').values(row).returningAll().executeTakeFirstOrThrow();
}

export function lock(db: Db, id: string): Promise<Webhook | undefined> {
  return db.selectFrom('webhooks').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export function update(db: Db, id: string, patch: Updateable<Database['webhooks']>): Promise<Webhook> {
  return db.updateTable('webhooks').set(patch).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('webhooks').where('id', '=', id).execute();
}

/** Stores a sealed secret in place of the one there was. */
export async function setSecret(db: Db, webhookId: string, secret: Buffer): Promise<void> {
  await db
    .insertInto('webhook_secrets')
    .values({ webhook_id: webhookId, secret })
    .onConflict((conflict) => conflict.column('webhook_id').doUpdateSet({ secret }))
    .execute();
}
