import { z } from 'zod';
import * as jobs from '../db/jobs.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as tokens from '../db/user-tokens.js';
import * as users from '../db/users.js';
import { type Actor, system } from './actors.js';
import * as attempts from './attempts.js';
import * as audit from './audit.js';
import { replacePassword } from './credentials.js';
import type { Keyring } from './keyring.js';
import * as mails from './mails.js';
import { type Hasher, newPassword } from './passwords.js';
import { email, line } from './text.js';
import { check, issue, redeem } from './user-tokens.js';
import { parse } from './validation.js';

export const ResetRequest = z.strictObject({ email });
export const Reset = z.strictObject({ token: line(200), password: newPassword });

/** Takes down that somebody asks for a link: the same work whether or not there is such an account. */
export async function ask(db: Db, { email }: z.output<typeof ResetRequest>, language?: string): Promise<void> {
  await jobs.add(db, 'request_reset', { email, language });
}

/** Sends the link, if there is such an account. */
export async function request(db: Db, keyring: Keyring, email: string, language?: string): Promise<void> {
  const found = await users.findForSignIn(db, email);
  if (!found) return;
  await inTransaction(db, async (tx) => {
    const user = await users.lock(tx, found.id);
    if (!user || user.deleted_at) return;
    const tokenId = await issue(tx, keyring, user, 'reset_password');
    await mails.send(tx, { kind: 'reset_password', userId: user.id, recipient: user.email, tokenId, language });
    const change = { action: 'user.password_reset_asked', entity: 'users', entityId: user.id };
    await audit.record(tx, system('system'), change);
  });
}

/**
 * Sets a password by a link. Every session ends at both doors; the mailbox was shown, so the email is confirmed, tries to
 * guess are forgotten and this address is known. A deactivated account stays so.
 * Throws VALIDATION_ERROR: at `token` alike for whatever is wrong with it.
 */
export async function reset(
  db: Db,
  { hasher, keyring }: { hasher: Hasher; keyring: Keyring },
  actor: Actor,
  input: unknown,
): Promise<void> {
  const { token, password } = parse(Reset, input);
  // Looked at first, so that nobody makes us hash for nothing; spent in the transaction.
  await check(db, token, 'reset_password');
  const hash = await hasher.hash(password);
  await redeem(db, token, 'reset_password', async (tx, user) => {
    await replacePassword(tx, user, hash);
    if (!user.email_verified_at) await users.update(tx, user.id, { email_verified_at: new Date() });
    await tokens.spendAll(tx, user.id, 'verify_email');
    await attempts.forgive(tx, keyring, { email: user.email, ip: actor.ip });
    await attempts.remember(tx, keyring, user.id, actor.ip);
    const change = { action: 'user.password_reset', entity: 'users', entityId: user.id };
    await audit.record(tx, { ...actor, id: user.id }, change);
  });
}
