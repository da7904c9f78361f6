import { type Insertable, sql } from 'kysely';
import type { Db } from './pool.js';
import type { Database, WebhookDelivery, WebhookDeliveryStatus } from './types.js';

export async function insert(
  db: Db,
  row: { webhookId: string; event: string; userId?: string; data: object },
): Promise<string> {
  const { webhookId, event, userId = null, data } = row;
  const { id } = await db
    .insertInto('webhook_deliveries')
    .values({ webhook_id: webhookId, event, user_id: userId, data: JSON.stringify(data) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A delivery with where it goes, and the sealed secret it is signed with. */
export type Addressed = WebhookDelivery & { url: string; is_active: boolean; secret: Buffer };

export function find(db: Db, id: string): Promise<Addressed | undefined> {
  return db
    .selectFrom('webhook_deliveries')
    .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
    .innerJoin('webhook_secrets', 'webhook_secrets.webhook_id', 'webhooks.id')
    .selectAll('webhook_deliveries')
    .select(['url', 'is_active', 'secret'])
    .where('webhook_deliveries.id', '=', id)
    .executeTakeFirst();
}

export function lock(db: Db, id: string): Promise<WebhookDelivery | undefined> {
  return db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export async function setStatus(db: Db, id: string, status: WebhookDeliveryStatus): Promise<void> {
  const finished = status === 'waiting' ? null : sql<Date>`now()`;
  await db.updateTable('webhook_deliveries').set({ status, finished_at: finished }).where('id', '=', id).execute();
}

export type Attempt = Omit<Insertable<Database['webhook_attempts']>, 'delivery_id' | 'id'>;

export async function insertAttempt(db: Db, deliveryId: string, attempt: Attempt): Promise<void> {
  await db
    .insertInto('webhook_attempts')
    .values({ ...attempt, delivery_id: deliveryId })
    .execute();
}

/** The attempts of a delivery, the first first. */
export function attemptsOf(db: Db, deliveryId: string) {
  return db
    .selectFrom('webhook_attempts')
    .select(['created_at', 'status_code', 'error', 'duration_ms', 'response'])
    .where('delivery_id', '=', deliveryId)
    .orderBy('id')
    .limit(200)
    .execute();
}

/** How many attempts each of these deliveries has seen. */
export function countAttempts(db: Db, deliveryIds: string[]): Promise<{ delivery_id: string; count: number }[]> {
  return db
    .selectFrom('webhook_attempts')
    .select(['delivery_id', sql<number>`count(*)::int`.as('count')])
    .where('delivery_id', 'in', deliveryIds)
    .groupBy('delivery_id')
    .execute();
}
