import { z } from 'zod';
import * as store from '../db/erasures.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor, SignedIn } from './actors.js';
import * as audit from './audit.js';
import { type Hasher, triedPassword } from './passwords.js';
import { permit } from './permissions.js';
import { prove } from './profiles.js';
import { parse } from './validation.js';
import * as webhooks from './webhooks.js';

export const Erasure = z.strictObject({ password: triedPassword });

/** Erases the own account for good. Throws VALIDATION_ERROR (the password too), CONFLICT (the last admin). */
export async function eraseOneself(db: Db, hasher: Hasher, actor: SignedIn, input: unknown): Promise<void> {
  const { password } = parse(Erasure, input);
  const stillProven = await prove(db, hasher, actor, { field: 'password', tried: password });
  // His address would be the one thing left of him.
  await erase(db, { ...actor, ip: null }, actor.id, stillProven);
}

/** Erases somebody's account for good, also one that was deleted before. Throws FORBIDDEN, NOT_FOUND, CONFLICT (oneself, the last admin). */
export async function eraseAccount(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'users.erase');
  if (actor.id === id) throw errors.conflict({ message: 'You cannot erase your own account here.' });
  await erase(db, actor, id);
}

/**
 * The account's row is locked first, so that what is being written about it meanwhile waits, and is refused then; its
 * submissions before the audit log, so that a correction under way is in the log by the time that is cleaned.
 */
async function erase(db: Db, actor: Actor, id: string, stillProven = async (_tx: Db) => {}): Promise<void> {
  await inTransaction(db, async (tx) => {
    const before = await users.lock(tx, id);
    if (!before || before.erased_at) throw errors.notFound();
    await stillProven(tx);
    await store.emptyUser(tx, id);
    await store.removeBelongings(tx, id);
    await store.emptySubmissions(tx, id);
    await store.emptyQueues(tx, id, before.email);
    await store.cleanAudit(tx, id);
    await audit.record(tx, actor, { action: 'user.erased', entity: 'users', entityId: id });
    if (!before.deleted_at) await webhooks.tellOfErasure(tx, id);
  });
}
