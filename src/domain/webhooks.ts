import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import * as deliveries from '../db/deliveries.js';
import * as jobs from '../db/jobs.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { User, Webhook } from '../db/types.js';
import * as store from '../db/webhooks.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import type { Keyring } from './keyring.js';
import { permit } from './permissions.js';
import { problemOf } from './targets.js';
import { line } from './text.js';
import { parse } from './validation.js';

/** What other systems can be told of. */
export const webhookEvents = [
  'user.registered',
  'user.deleted',
  'submission.started',
  'submission.page_saved',
  'submission.completed',
  'flow.published',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Tells of an account, in the transaction of the change. */
export async function tellOfUser(tx: Db, event: WebhookEvent, { id, email, full_name, role }: User): Promise<void> {
  await store.emit(tx, event, id, { user: { id, email, full_name, role } });
}

/** Tells that an account is gone for good: whose, and nothing else of him. */
export async function tellOfErasure(tx: Db, id: string): Promise<void> {
  await store.emit(tx, 'user.deleted', id, { user: { id } });
}

interface Told {
  id: string;
  user_id: string;
  flow: string;
  version: number;
  revision: number;
}

/** Tells of a submission: where it stands, never what was answered. */
export async function tellOfSubmission(tx: Db, event: WebhookEvent, submission: Told): Promise<void> {
  const { id, user_id, flow, version, revision } = submission;
  await store.emit(tx, event, user_id, { submission: { id, user_id, flow, version, revision } });
}

/** Tells of a version that clients see from now on. */
export async function tellOfFlow(tx: Db, flow: { slug: string; title: string; version: number }): Promise<void> {
  await store.emit(tx, 'flow.published', null, { flow });
}

const shape = z.strictObject({
  url: line(2000),
  description: line(200).nullish(),
  events: z
    .array(z.enum(webhookEvents))
    .min(1, 'Choose at least one event.')
    .transform((events) => [...new Set(events)]),
  is_active: z.boolean().default(true),
});

/** What of the process a webhook's rules need. */
export interface Using {
  keyring: Keyring;
  /** Whether its target may be a private address. */
  allowPrivate: boolean;
}

const definitionOf = ({ url, description, events, is_active }: Webhook) => ({ url, description, events, is_active });

function checked(input: unknown, { allowPrivate }: Using): z.output<typeof shape> {
  const valid = parse(shape, input);
  const problem = problemOf(valid.url, allowPrivate);
  if (problem) throw errors.invalid('url', problem);
  return { ...valid, url: new URL(valid.url).href };
}

/** Makes a webhook, with a secret that nobody has seen yet. Throws FORBIDDEN, VALIDATION_ERROR. */
export async function create(db: Db, actor: Actor, input: unknown, using: Using): Promise<Webhook> {
  permit(actor, 'webhooks.write');
  const row = checked(input, using);
  return inTransaction(db, async (tx) => {
    const webhook = await store.insert(tx, row);
    await store.setSecret(tx, webhook.id, using.keyring.seal(purpose, newSecret()));
    await audit.record(tx, actor, {
      ...{ action: 'webhook.created', entity: 'webhooks', entityId: webhook.id, after: webhook },
    });
    return webhook;
  });
}

/** Changes a webhook; what is not in the patch stays. Throws FORBIDDEN, NOT_FOUND, VALIDATION_ERROR. */
export async function update(db: Db, actor: Actor, at: { id: string; patch: object }, using: Using): Promise<Webhook> {
  permit(actor, 'webhooks.write');
  return inTransaction(db, async (tx) => {
    const before = await locked(tx, at.id);
    const after = await store.update(tx, at.id, checked({ ...definitionOf(before), ...at.patch }, using));
    await audit.record(tx, actor, { action: 'webhook.updated', entity: 'webhooks', entityId: at.id, before, after });
    return after;
  });
}

/** Removes a webhook with all its deliveries. Throws FORBIDDEN, NOT_FOUND. */
export async function remove(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'webhooks.write');
  await inTransaction(db, async (tx) => {
    const before = await locked(tx, id);
    await store.remove(tx, id);
    await audit.record(tx, actor, { action: 'webhook.deleted', entity: 'webhooks', entityId: id, before });
  });
}

/** Makes another secret and returns it, for this once; the one before is worth nothing from now on. Throws FORBIDDEN, NOT_FOUND. */
export async function renewSecret(
  db: Db,
  actor: Actor,
  id: string,
  { keyring }: Pick<Using, 'keyring'>,
): Promise<string> {
  permit(actor, 'webhooks.write');
  return inTransaction(db, async (tx) => {
    await locked(tx, id);
    const secret = newSecret();
    await store.setSecret(tx, id, keyring.seal(purpose, secret));
    await audit.record(tx, actor, { action: 'webhook.secret_renewed', entity: 'webhooks', entityId: id });
    return secret;
  });
}

/** Queues an event that tells of nothing, whether or not the webhook is switched on. Throws FORBIDDEN, NOT_FOUND. */
export async function sendTest(db: Db, actor: Actor, id: string): Promise<string> {
  permit(actor, 'webhooks.write');
  return inTransaction(db, async (tx) => {
    await locked(tx, id);
    const data = { message: 'This is a test. Nothing happened.' };
    const delivery = await deliveries.insert(tx, { webhookId: id, event: testEvent, data });
    await jobs.add(tx, 'deliver_webhook', { id: delivery });
    await audit.record(tx, actor, { action: 'webhook.tested', entity: 'webhooks', entityId: id });
    return delivery;
  });
}

/** The type of an event that only "send a test event" makes. */
export const testEvent = 'webhook.test';

/** What the secrets of webhooks are sealed for. */
export const purpose = 'webhook secret';

/** 256 bits, written as Standard Webhooks has it. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** What a delivery is signed with; undefined when it was sealed under another TOKEN_SECRET. */
export const openSecret = (keyring: Keyring, sealed: Buffer): string | undefined => keyring.open(purpose, sealed);

async function locked(tx: Db, id: string): Promise<Webhook> {
  const webhook = await store.lock(tx, id);
  if (!webhook) throw errors.notFound();
  return webhook;
}
