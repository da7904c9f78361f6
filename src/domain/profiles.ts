import { z } from 'zod';
import { folded } from '../db/attempts.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { User } from '../db/types.js';
import * as store from '../db/users.js';
import { errors } from '../errors.js';
import type { Limits } from '../limits.js';
import type { SignedIn } from './actors.js';
import * as audit from './audit.js';
import { announceEmail, replacePassword } from './credentials.js';
import type { Keyring } from './keyring.js';
import { type Hasher, newPassword, triedPassword } from './passwords.js';
import { email, line } from './text.js';
import { parse } from './validation.js';

export const ProfilePatch = z.strictObject({
  email: email.optional(),
  full_name: line(200).nullable().optional(),
  /** Asked for when the email changes: whoever has it can have the account. */
  password: triedPassword.optional(),
});
export const PasswordChange = z.strictObject({ current_password: triedPassword, new_password: newPassword });

/**
 * Changes the own name or email; a new email is to be confirmed, and the old one is told.
 * Throws VALIDATION_ERROR (the password too), EMAIL_TAKEN, RATE_LIMITED.
 */
export async function update(
  db: Db,
  { hasher, keyring, limits }: { hasher: Hasher; keyring: Keyring; limits: Pick<Limits, 'consume'> },
  actor: SignedIn,
  input: unknown,
): Promise<User> {
  const { password, ...patch } = parse(ProfilePatch, input);
  const user = await store.find(db, actor.id);
  const changesEmail = patch.email !== undefined && patch.email !== user?.email;
  const stillProven = changesEmail ? await prove(db, hasher, actor, { field: 'password', tried: password }) : undefined;
  if (changesEmail && patch.email !== undefined) await limits.consume('mails_to', await folded(db, patch.email));
  return inTransaction(db, async (tx) => {
    const before = await live(tx, actor.id);
    await stillProven?.(tx);
    const columns = changesEmail ? { ...patch, email_verified_at: null } : patch;
    const after = Object.keys(columns).length ? await store.update(tx, actor.id, columns) : before;
    if (after.email !== before.email) await announceEmail(tx, keyring, before, after);
    await audit.record(tx, actor, { action: 'user.updated', entity: 'users', entityId: actor.id, before, after });
    return after;
  });
}

/** Sets a new password and ends every other session. Throws VALIDATION_ERROR (the current one too). */
export async function changePassword(db: Db, hasher: Hasher, actor: SignedIn, input: unknown): Promise<void> {
  const { current_password, new_password } = parse(PasswordChange, input);
  const stillProven = await prove(db, hasher, actor, { field: 'current_password', tried: current_password });
  const hash = await hasher.hash(new_password);
  await inTransaction(db, async (tx) => {
    const user = await live(tx, actor.id);
    await stillProven(tx);
    await replacePassword(tx, user, hash, actor.sessionId);
    await audit.record(tx, actor, { action: 'user.password_changed', entity: 'users', entityId: actor.id });
  });
}

/**
 * Holds a password against the actor's own. Throws VALIDATION_ERROR at `field`; so does what it returns, which is for the
 * transaction that has the account locked, where another password was set meanwhile.
 */
export async function prove(
  db: Db,
  hasher: Hasher,
  actor: SignedIn,
  { field, tried }: { field: string; tried?: string },
) {
  if (tried === undefined) throw errors.invalid(field, 'Please give your password to change this.', 'required');
  const wrong = () => errors.invalid(field, 'This is not your password.', 'wrong');
  const hash = await store.passwordHash(db, actor.id);
  if (!(await hasher.verify(tried, hash))) throw wrong();
  return async (tx: Db): Promise<void> => {
    if ((await store.passwordHash(tx, actor.id)) !== hash) throw wrong();
  };
}

async function live(tx: Db, id: string): Promise<User> {
  const user = await store.lock(tx, id);
  if (!user || user.deleted_at) throw errors.notFound();
  return user;
}
