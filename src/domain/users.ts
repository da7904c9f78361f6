import { z } from 'zod';
import { folded } from '../db/attempts.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as sessions from '../db/sessions.js';
import type { User } from '../db/types.js';
import * as store from '../db/users.js';
import { errors } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { announceEmail, askToVerify, replacePassword } from './credentials.js';
import type { Keyring } from './keyring.js';
import { type Hasher, newPassword } from './passwords.js';
import { can, permit } from './permissions.js';
import { email, line } from './text.js';
import { parse } from './validation.js';
import * as webhooks from './webhooks.js';

export const role = z.enum(['member', 'support', 'editor', 'admin']);
const fullName = line(200).nullable();

export const Registration = z.strictObject({ email, password: newPassword, full_name: fullName.optional() });
export const NewUser = Registration.extend({ role: role.default('member'), is_active: z.boolean().default(true) });
/** Somebody of a list that is imported: he sets a password of his own by a link. */
export const ImportedUser = NewUser.omit({ password: true });
export const UserPatch = z.strictObject({
  email: email.optional(),
  full_name: fullName.optional(),
  role: role.optional(),
  is_active: z.boolean().optional(),
  /** A password set by an admin, for somebody who has lost his. */
  password: newPassword.optional(),
});
export type UserPatch = z.infer<typeof UserPatch>;

/** What hashing passwords and sending links needs. */
interface Means {
  hasher: Hasher;
  keyring: Keyring;
}

/** What changing an account needs beside: a new email has a mail sent to it, which is counted. */
export interface Changing extends Means {
  limits: Pick<Limits, 'consume'>;
}

/** Makes a member's account, and sends a link to confirm its email. Throws VALIDATION_ERROR, EMAIL_TAKEN. */
export async function register(db: Db, { hasher, keyring }: Means, actor: Actor, input: z.input<typeof Registration>) {
  const valid = { ...parse(Registration, input), role: 'member' as const, is_active: true };
  return add(db, hasher, actor, { ...valid, follow: (tx, user) => askToVerify(tx, keyring, user, actor.language) });
}

/** Makes an account of any role. Throws FORBIDDEN, VALIDATION_ERROR, EMAIL_TAKEN. */
export async function create(db: Db, hasher: Hasher, actor: Actor, input: z.input<typeof NewUser>): Promise<User> {
  permit(actor, 'users.create');
  return add(db, hasher, actor, parse(NewUser, input));
}

type Added = z.output<typeof NewUser> & { follow?(tx: Db, user: User): Promise<void> };

async function add(db: Db, hasher: Hasher, actor: Actor, { password, follow, ...row }: Added): Promise<User> {
  // Hashed before the transaction opens: a connection is not held for the length of a hash.
  const hash = await hasher.hash(password);
  return inTransaction(db, async (tx) => {
    const user = await store.insert(tx, row);
    await store.setPassword(tx, user.id, hash);
    // A visitor who registers acts as the user he becomes.
    const by = actor.role === 'visitor' ? { ...actor, id: user.id } : actor;
    const action = actor.role === 'visitor' ? 'user.registered' : 'user.created';
    await audit.record(tx, by, { action, entity: 'users', entityId: user.id, after: user });
    await follow?.(tx, user);
    if (actor.role === 'visitor') await webhooks.tellOfUser(tx, 'user.registered', user);
    return user;
  });
}

/**
 * Changes an account. Support changes members; roles, passwords, confirmed emails and staff accounts are an admin's. A changed
 * role or password and a deactivation end the account's sessions; a new email is asked to be confirmed.
 * Throws FORBIDDEN, NOT_FOUND, VALIDATION_ERROR, EMAIL_TAKEN, CONFLICT (the last admin; oneself), RATE_LIMITED.
 */
export async function update(
  db: Db,
  { hasher, keyring, limits }: Changing,
  actor: Actor,
  at: { id: string; patch: unknown },
): Promise<User> {
  permit(actor, 'users.update');
  const { password, ...patch } = parse(UserPatch, at.patch);
  const isAnother = patch.email !== undefined && patch.email !== (await store.find(db, at.id))?.email;
  // Before the transaction: counting takes a connection of its own.
  if (patch.email !== undefined && isAnother) await limits.consume('mails_to', await folded(db, patch.email));
  const hash = password === undefined ? undefined : await hasher.hash(password);
  return inTransaction(db, async (tx) => {
    const before = await live(tx, at.id);
    permitChange(actor, before, patch, hash !== undefined);
    // A new email is one that nobody has verified yet.
    const columns =
      patch.email !== undefined && patch.email !== before.email ? { ...patch, email_verified_at: null } : patch;
    const after = Object.keys(columns).length ? await store.update(tx, at.id, columns) : before;
    if (after.email !== before.email) await announceEmail(tx, keyring, before, after);
    if (hash) await replacePassword(tx, after, hash);
    if (after.role !== before.role || !after.is_active) await sessions.endAll(tx, at.id);
    if (hash) await audit.record(tx, actor, { action: 'user.password_set', entity: 'users', entityId: at.id });
    if (Object.keys(patch).length) {
      await audit.record(tx, actor, { action: 'user.updated', entity: 'users', entityId: at.id, before, after });
    }
    return after;
  });
}

function permitChange(actor: Actor, user: User, patch: UserPatch, password: boolean): void {
  const promotes = patch.role !== undefined && patch.role !== user.role;
  if ((user.role !== 'member' || promotes || password) && !can(actor.role, 'staff.update')) throw errors.forbidden();
  const takes = patch.email !== undefined && patch.email !== user.email && user.email_verified_at !== null;
  if (takes && !can(actor.role, 'users.confirmed_email')) throw errors.forbidden(ofConfirmedEmail);
  if (patch.is_active === false && user.is_active)
    refuseOneself(actor, user, 'You cannot deactivate your own account.');
}

const confirmedEmail = 'This email is confirmed: its owner can change it himself, or an admin can.';
const ofConfirmedEmail = {
  message: confirmedEmail,
  details: [{ field: 'email', error: confirmedEmail, rule: 'confirmed' }],
};

/** A soft delete: gone from every list, sign-in refused, sessions ended. Throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function remove(db: Db, actor: Actor, id: string): Promise<User> {
  permit(actor, 'users.delete');
  return inTransaction(db, async (tx) => {
    const before = await live(tx, id);
    refuseOneself(actor, before, 'You cannot delete your own account here.');
    const after = await store.update(tx, id, { deleted_at: new Date() });
    await sessions.endAll(tx, id);
    await audit.record(tx, actor, { action: 'user.deleted', entity: 'users', entityId: id, before, after });
    await webhooks.tellOfUser(tx, 'user.deleted', before);
    return after;
  });
}

/** Undoes a soft delete; a live account is left as it is. Throws FORBIDDEN, NOT_FOUND, EMAIL_TAKEN. */
export async function restore(db: Db, actor: Actor, id: string): Promise<User> {
  permit(actor, 'users.delete');
  return inTransaction(db, async (tx) => {
    const before = await store.lock(tx, id);
    // What was erased is gone for good.
    if (!before || before.erased_at) throw errors.notFound();
    if (!before.deleted_at) return before;
    const after = await store.update(tx, id, { deleted_at: null });
    await audit.record(tx, actor, { action: 'user.restored', entity: 'users', entityId: id, before, after });
    return after;
  });
}

/** A live account, for those who may look at accounts. Throws FORBIDDEN, NOT_FOUND. */
export async function get(db: Db, actor: Actor, id: string): Promise<User> {
  permit(actor, 'users.read');
  const user = await store.find(db, id);
  if (!user) throw errors.notFound();
  return user;
}

function refuseOneself(actor: Actor, user: User, error: string): void {
  if (actor.id !== user.id) return;
  throw errors.conflict({ message: error, details: [{ field: 'is_active', error, rule: 'oneself' }] });
}

async function live(tx: Db, id: string): Promise<User> {
  const user = await store.lock(tx, id);
  if (!user || user.deleted_at) throw errors.notFound();
  return user;
}
