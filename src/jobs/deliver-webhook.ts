import { Webhook } from 'standardwebhooks';
import * as store from '../db/deliveries.js';
import * as deliveries from '../domain/deliveries.js';
import { openSecret, testEvent } from '../domain/webhooks.js';
import { TryAgain } from './log.js';
import { type Outside, post, Unanswered } from './posts.js';
import type { Setting, Try } from './tasks.js';

/** Posts an event to its webhook, signed after Standard Webhooks (standardwebhooks.com), under the same id at each try. */
export async function deliverWebhook(setting: Setting, { id }: { id: string }, { isLast }: Try): Promise<void> {
  const { db, config, outside } = setting;
  const delivery = await store.find(db, id);
  // Told before a crash that its job survived, or gone with its webhook.
  if (delivery?.status !== 'waiting') return;
  if (!delivery.is_active && delivery.event !== testEvent) {
    await deliveries.note(db, delivery, { error: 'The webhook is switched off.', duration: 0 }, true);
    return;
  }
  const anywhere = config.webhooksAllowPrivate ? { isAllowed: () => true } : {};
  const tried = await attempt(setting, delivery, { ...anywhere, ...outside });
  const outcome = await deliveries.note(db, delivery, tried, isLast);
  if (outcome === 'waiting' || (outcome === 'failed' && isLast)) {
    throw new TryAgain(`A webhook did not take an event: ${tried.status ?? 'no answer'}.`);
  }
}

async function attempt({ keyring }: Setting, delivery: store.Addressed, outside: Outside): Promise<deliveries.Tried> {
  const since = performance.now();
  const secret = openSecret(keyring, delivery.secret);
  if (!secret) return { error: 'Its secret can’t be read: TOKEN_SECRET was changed. Make a new one.', duration: 0 };
  const body = deliveries.payloadOf(delivery);
  const [id, now] = [`msg_${delivery.id}`, new Date()];
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  try {
    const { status, text } = await post({ url: delivery.url, headers, body }, outside);
    return { status, response: text, duration: performance.now() - since };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return { error: error.message.slice(0, 1000), duration: performance.now() - since };
  }
}
