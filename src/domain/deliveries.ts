import { isDeepStrictEqual } from 'node:util';
import * as store from '../db/deliveries.js';
import * as jobs from '../db/jobs.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { WebhookDelivery, WebhookDeliveryStatus } from '../db/types.js';
import * as webhooks from '../db/webhooks.js';
import { errors } from '../errors.js';
import { type Actor, system } from './actors.js';
import * as audit from './audit.js';
import { permit } from './permissions.js';

/** A try to deliver: what was answered, or why nothing was. */
export interface Tried {
  status?: number;
  error?: string;
  /** Milliseconds. */
  duration: number;
  response?: string;
}

/** What is sent, as text; `timestamp` is when it happened. */
export function payloadOf({ event, created_at, data }: Pick<WebhookDelivery, 'event' | 'created_at' | 'data'>): string {
  return JSON.stringify({ type: event, timestamp: created_at.toISOString(), data });
}

/**
 * Writes down one try and what it makes of the delivery: delivered by any 2xx; failed by the last try, and by 410 Gone,
 * which switches the webhook off too.
 */
export async function note(
  db: Db,
  { id, webhook_id, data }: Pick<WebhookDelivery, 'id' | 'webhook_id' | 'data'>,
  tried: Tried,
  isLast: boolean,
): Promise<WebhookDeliveryStatus> {
  const { status, error, duration, response } = tried;
  const isGone = status === 410;
  const isDelivered = status !== undefined && status >= 200 && status < 300;
  const outcome = isDelivered ? 'delivered' : isLast || isGone ? 'failed' : 'waiting';
  return inTransaction(db, async (tx) => {
    // Locked in the order of a webhook's removal; both may be gone by now, and then there is nothing to write down.
    const webhook = await webhooks.lock(tx, webhook_id);
    const delivery = webhook && (await store.lock(tx, id));
    if (!webhook || !delivery) return outcome;
    // Whom it was about was erased while it was under way: what is answered may repeat what was sent.
    const isErased = !isDeepStrictEqual(delivery.data, data);
    const told = isErased ? {} : { error, response };
    const attempt = { status_code: status ?? null, error: told.error ?? null, response: told.response ?? null };
    await store.insertAttempt(tx, id, { ...attempt, duration_ms: Math.round(duration) });
    await store.setStatus(tx, id, outcome);
    if (!isGone || !webhook.is_active) return outcome;
    const after = await webhooks.update(tx, webhook_id, { is_active: false });
    const change = { action: 'webhook.gone', entity: 'webhooks', entityId: webhook_id, before: webhook, after };
    await audit.record(tx, system('system'), { ...change, reason: 'It answered 410 Gone.' });
    return outcome;
  });
}

/** Queues a delivery again, at once and under the same id. Throws FORBIDDEN, NOT_FOUND. */
export async function sendAgain(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'webhooks.write');
  await inTransaction(db, async (tx) => {
    if (!(await store.lock(tx, id))) throw errors.notFound();
    await store.setStatus(tx, id, 'waiting');
    await jobs.add(tx, 'deliver_webhook', { id });
    await audit.record(tx, actor, { action: 'webhook.sent_again', entity: 'webhook_deliveries', entityId: id });
  });
}
