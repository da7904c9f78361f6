import { type Db, inTransaction } from '../db/pool.js';
import type { User } from '../db/types.js';
import * as store from '../db/users.js';
import type { Actor } from './actors.js';
import { can, permit } from './permissions.js';
import { type Changing, update } from './users.js';

/** Why somebody is left as he is. */
export type Obstacle = 'gone' | 'staff' | 'oneself' | 'active' | 'inactive';

/** One of those that were chosen: who it is, and what stands against it, if anything. */
export interface Candidate {
  id: string;
  /** Null where there is no such account any more. */
  name: string | null;
  why: Obstacle | null;
}

interface Wish {
  ids: string[];
  is_active: boolean;
}

/** With whom of these it would be done, and with whom not, and why. Throws FORBIDDEN. */
export async function foresee(db: Db, actor: Actor, wish: Wish): Promise<Candidate[]> {
  permit(actor, 'users.update');
  return candidates(actor, wish, await store.findAll(db, wish.ids));
}

/**
 * Activates or deactivates those with whom that can be done, in one transaction, each written down; returns all of them.
 * Throws FORBIDDEN, CONFLICT (the last admin: nothing is done then).
 */
export async function setAll(db: Db, means: Changing, actor: Actor, wish: Wish): Promise<Candidate[]> {
  permit(actor, 'users.update');
  return inTransaction(db, async (tx) => {
    const found = candidates(actor, wish, await store.lockAll(tx, wish.ids));
    const { is_active } = wish;
    for (const { id, why } of found) if (!why) await update(tx, means, actor, { id, patch: { is_active } });
    return found;
  });
}

function candidates(actor: Actor, { ids, is_active }: Wish, users: User[]): Candidate[] {
  const byId = new Map(users.map((user) => [user.id, user]));
  return [...new Set(ids.map((id) => id.toLowerCase()))].map((id) => {
    const user = byId.get(id);
    if (!user || user.deleted_at) return { id, name: null, why: 'gone' };
    return { id, name: user.full_name ?? user.email, why: obstacle(actor, user, is_active) };
  });
}

/** What `update` would refuse, or what would change nothing. */
function obstacle(actor: Actor, user: User, is_active: boolean): Obstacle | null {
  if (user.role !== 'member' && !can(actor.role, 'staff.update')) return 'staff';
  if (user.is_active === is_active) return is_active ? 'active' : 'inactive';
  return actor.id === user.id && !is_active ? 'oneself' : null;
}
