import { findClerk } from '../db/office.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { User } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import type { Hasher } from './passwords.js';
import { can } from './permissions.js';
import { Credentials, recognise } from './sessions.js';
import { parse } from './validation.js';

/** Who came in, and the mark of his password: another mark later means that it was changed. */
export interface Entry {
  user: User;
  passwordMark: string;
}

/** Inactive accounts are not found in the first place. */
const isAtHome = (user: User) => can(user.role, 'office.enter');

/**
 * Signs a member of the staff in to the back office. Throws INVALID_CREDENTIALS alike for a wrong password, for an
 * account that is none of the staff’s, and for one that is inactive or gone; ACCOUNT_INACTIVE, VALIDATION_ERROR, which a door tells alike.
 */
export async function enter(db: Db, hasher: Hasher, from: Omit<Actor, 'id' | 'role'>, input: unknown): Promise<Entry> {
  const user = await recognise(db, hasher, parse(Credentials, input));
  if (!isAtHome(user)) throw errors.invalidCredentials();
  return inTransaction(db, async (tx) => {
    await users.update(tx, user.id, { last_login_at: new Date() });
    const actor = { ...from, id: user.id, role: user.role };
    await audit.record(tx, actor, { action: 'session.started', entity: 'users', entityId: user.id });
    const entry = await present(tx, user.id);
    if (!entry) throw errors.invalidCredentials();
    return entry;
  });
}

/** Who is still in: the account as it is now, or undefined when it is gone, inactive or of the staff no more. */
export async function present(db: Db, userId: string): Promise<Entry | undefined> {
  const found = await findClerk(db, userId);
  if (!found || !isAtHome(found)) return undefined;
  const { password_changed_at, ...user } = found;
  return { user, passwordMark: password_changed_at.toISOString() };
}

/** Writes down that somebody left. */
export async function leave(db: Db, actor: Actor & { id: string }): Promise<void> {
  await audit.record(db, actor, { action: 'session.ended', entity: 'users', entityId: actor.id });
}
