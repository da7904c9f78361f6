import * as store from '../db/people.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as sessions from '../db/sessions.js';
import type { User } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { askToVerify } from './credentials.js';
import type { Keyring } from './keyring.js';
import * as mails from './mails.js';
import { can, type Permission, permit } from './permissions.js';
import { standing } from './submissions.js';
import { issue } from './user-tokens.js';
import * as versions from './versions.js';

/** Support has to do with members; with the accounts of the staff, who may change those. */
const canOn = (actor: Actor, permission: Permission, user: User) =>
  can(actor.role, permission) && (user.role === 'member' || can(actor.role, 'staff.update'));

/** A person, each part for those who may see it: undefined is not told. Throws FORBIDDEN, NOT_FOUND. */
export async function overview(db: Db, actor: Actor, id: string) {
  permit(actor, 'users.read');
  const user = await store.find(db, id);
  if (!user || (user.deleted_at && !can(actor.role, 'users.delete'))) throw errors.notFound();
  const [open, history, submissions] = await Promise.all([
    canOn(actor, 'users.sessions', user) ? sessions.ofUser(db, id) : undefined,
    canOn(actor, 'users.history', user) ? store.historyOf(db, id) : undefined,
    can(actor.role, 'submissions.read') ? submissionsOf(db, id) : undefined,
  ]);
  return { user, sessions: open, history, submissions };
}

async function submissionsOf(db: Db, userId: string) {
  const found = await store.submissionsOf(db, userId);
  return Promise.all(
    found.map(async (submission) => {
      const version = await versions.get(db, submission.version_id);
      const { current_page, progress } = standing(version, submission);
      const page = version.pages.find(({ key }) => key === current_page);
      const { answers, set_aside, ...bare } = submission;
      return { ...bare, number: version.number, current_page, page_title: page?.title ?? null, progress };
    }),
  );
}

/** Ends one session of somebody. Throws FORBIDDEN, NOT_FOUND. */
export async function endSession(db: Db, actor: Actor, at: { id: string; session: string }): Promise<void> {
  await onAccount(db, actor, { id: at.id, permission: 'users.sessions', action: 'user.session_ended' }, async (tx) => {
    if (!(await sessions.endOne(tx, at.id, at.session)))
      throw errors.conflict({ message: 'This session has ended already.' });
  });
}

/** Ends every session of somebody, through both doors. Throws FORBIDDEN, NOT_FOUND. */
export async function endSessions(db: Db, actor: Actor, id: string): Promise<void> {
  const change = { id, permission: 'users.sessions', action: 'user.sessions_ended' } as const;
  await onAccount(db, actor, change, (tx) => sessions.endAll(tx, id));
}

/** Sends somebody a link to set a new password; the one before is void. Throws FORBIDDEN, NOT_FOUND, CONFLICT (deactivated). */
export async function sendReset(db: Db, keyring: Keyring, actor: Actor, id: string): Promise<void> {
  const change = { id, permission: 'users.mail', action: 'user.password_reset_sent' } as const;
  await onAccount(db, actor, change, async (tx, user) => {
    refuseInactive(user);
    const tokenId = await issue(tx, keyring, user, 'reset_password');
    await mails.send(tx, { kind: 'reset_password', userId: id, recipient: user.email, tokenId });
  });
}

/** Sends the link to confirm an email again; the one before is void. Throws FORBIDDEN, NOT_FOUND, CONFLICT (confirmed; deactivated). */
export async function sendVerification(db: Db, keyring: Keyring, actor: Actor, id: string): Promise<void> {
  const change = { id, permission: 'users.mail', action: 'user.verification_sent' } as const;
  await onAccount(db, actor, change, async (tx, user) => {
    refuseInactive(user);
    if (user.email_verified_at) throw errors.conflict({ message: 'This email is confirmed already.' });
    await askToVerify(tx, keyring, user);
  });
}

function refuseInactive({ is_active }: User): void {
  if (!is_active) throw errors.conflict({ message: 'The account is deactivated. Activate it first.' });
}

interface OnAccount {
  id: string;
  permission: Permission;
  action: string;
}

/** Runs a change of a live account, which is locked, and writes it down. */
async function onAccount(
  db: Db,
  actor: Actor,
  { id, permission, action }: OnAccount,
  run: (tx: Db, user: User) => Promise<void>,
): Promise<void> {
  permit(actor, permission);
  await inTransaction(db, async (tx) => {
    const user = await users.lock(tx, id);
    if (!user || user.deleted_at) throw errors.notFound();
    if (!canOn(actor, permission, user)) throw errors.forbidden();
    await run(tx, user);
    await audit.record(tx, actor, { action, entity: 'users', entityId: id });
  });
}
