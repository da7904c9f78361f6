import type { Db } from '../db/pool.js';
import type { User } from '../db/types.js';
import * as store from '../db/webhooks.js';

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
