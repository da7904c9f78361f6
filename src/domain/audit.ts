import * as store from '../db/audit.js';
import type { Db } from '../db/pool.js';
import type { Actor } from './actors.js';

export interface Change {
  /** A noun and a verb: `user.updated`. */
  action: string;
  /** The table. */
  entity: string;
  entityId: string;
  before?: object | null;
  after?: object | null;
  reason?: string | null;
}

/** Writes down a change, in the transaction that made it. Of an update only the columns that differ are kept; none, no row. */
export async function record(tx: Db, actor: Actor, change: Change): Promise<void> {
  const { before, after } = differing(change.before ?? null, change.after ?? null);
  if (before && after && !Object.keys(after).length) return;
  await store.insert(tx, rowOf(actor, { ...change, before, after }));
}

/** Writes down that many things were made or done, each by itself. */
export async function recordAll(tx: Db, actor: Actor, changes: Omit<Change, 'before'>[]): Promise<void> {
  await store.insertAll(
    tx,
    changes.map((change) => rowOf(actor, change)),
  );
}

function rowOf(actor: Actor, { before, after, ...change }: Change) {
  return {
    actor_id: actor.id,
    action: change.action,
    entity: change.entity,
    entity_id: change.entityId,
    before: before ? JSON.stringify(before) : null,
    after: after ? JSON.stringify(after) : null,
    reason: change.reason ?? null,
    door: actor.door,
    ip: actor.ip ?? null,
    request_id: actor.requestId ?? null,
  };
}

function differing(before: object | null, after: object | null) {
  if (!before || !after) return { before, after };
  const old = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  const keys = Object.keys(now).filter(
    (key) => key !== 'updated_at' && JSON.stringify(old[key]) !== JSON.stringify(now[key]),
  );
  const pick = (row: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
  return { before: pick(old), after: pick(now) };
}
