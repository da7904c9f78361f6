import type { Config } from '../config.js';
import { findClerk } from '../db/office.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as sessions from '../db/sessions.js';
import type { User } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as attempts from './attempts.js';
import * as audit from './audit.js';
import { can } from './permissions.js';
import { byCode, byPassword, Credentials, type From, type Means, type Recognised } from './sign-ins.js';
import { parse } from './validation.js';

/** Who came in. The mark is another after each change that ends his sessions: role, password, deactivation, deletion. */
export interface Entry {
  user: User;
  mark: string;
  hasFactor: boolean;
}

/** Inactive accounts are not found in the first place. */
const isAtHome = (user: User) => can(user.role, 'office.enter');

/**
 * Lets a member of the staff into the back office by his password, or, where his second factor is on, to the question
 * for its code. Throws INVALID_CREDENTIALS alike for a wrong password, for an account that is none of the staff’s, and
 * for one that is inactive or gone; ACCOUNT_INACTIVE, VALIDATION_ERROR, which a door tells alike; RATE_LIMITED, UNAVAILABLE.
 */
export async function enter(db: Db, means: Means, from: From, input: unknown): Promise<Entry & { asksCode: boolean }> {
  const { user, asksCode } = await byPassword(db, means, from, parse(Credentials, input));
  if (!isAtHome(user)) throw errors.invalidCredentials();
  const entry = asksCode ? await present(db, user.id) : await begin(db, means, from, user);
  if (entry?.mark !== user.mark) throw errors.invalidCredentials();
  return { ...entry, asksCode };
}

/** Lets him in by the code. Throws as `enter`, and UNAUTHENTICATED when his account has changed since he gave his password. */
export async function enterByCode(
  db: Db,
  means: Means,
  from: From,
  { userId, mark, code }: { userId: string; mark: string; code: string },
): Promise<Entry> {
  const waiting = await present(db, userId);
  if (waiting?.mark !== mark) throw errors.unauthenticated();
  const user = await byCode(db, means, from, { user: { ...waiting.user, mark }, code });
  const entry = await begin(db, means, from, user);
  if (!entry) throw errors.unauthenticated();
  return entry;
}

/** Undefined where his account was changed since he showed who he is: the row is locked by the time that is asked. */
function begin(db: Db, { keyring }: Means, from: From, user: Recognised): Promise<Entry | undefined> {
  return inTransaction(db, async (tx) => {
    await users.update(tx, user.id, { last_login_at: new Date() });
    const entry = await present(tx, user.id);
    if (entry?.mark !== user.mark) return undefined;
    await attempts.remember(tx, keyring, user.id, from.ip);
    const actor = { ...from, id: user.id, role: user.role };
    await audit.record(tx, actor, { action: 'session.started', entity: 'users', entityId: user.id });
    return entry;
  });
}

/** Who is still in: the account as it is now, or undefined when it is gone, inactive or of the staff no more. */
export async function present(db: Db, userId: string): Promise<Entry | undefined> {
  const found = await findClerk(db, userId);
  if (!found || !isAtHome(found)) return undefined;
  const { mark, has_factor, ...user } = found;
  return { user, mark, hasFactor: has_factor };
}

/** Whether somebody who is in may do nothing yet but set up a second factor. */
export const mustSetUp = ({ staffOtp }: Pick<Config, 'staffOtp'>, { hasFactor }: Pick<Entry, 'hasFactor'>) =>
  staffOtp === 'required' && !hasFactor;

/** Writes down that somebody left. */
export async function leave(db: Db, actor: Actor & { id: string }): Promise<void> {
  await audit.record(db, actor, { action: 'session.ended', entity: 'users', entityId: actor.id });
}

/** Ends every session of somebody at his own wish, through both doors, the one he asks from too. */
export async function leaveEverywhere(db: Db, actor: Actor & { id: string }): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sessions.endAll(tx, actor.id);
    await audit.record(tx, actor, { action: 'session.all_ended', entity: 'users', entityId: actor.id });
  });
}
