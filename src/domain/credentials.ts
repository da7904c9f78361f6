import type { Db } from '../db/pool.js';
import * as sessions from '../db/sessions.js';
import type { User } from '../db/types.js';
import * as tokens from '../db/user-tokens.js';
import * as users from '../db/users.js';
import type { Keyring } from './keyring.js';
import * as mails from './mails.js';
import * as userTokens from './user-tokens.js';

/**
 * Sets a password that is hashed already, whoever chose it: every session ends, but one if it is named, links that were
 * sent to reset the old one are void, and the owner is told, unless it is his first.
 */
export async function replacePassword(tx: Db, user: User, hash: string, except?: string): Promise<void> {
  const isFirst = await users.setPassword(tx, user.id, hash);
  await sessions.endAll(tx, user.id, except);
  await tokens.spendAll(tx, user.id, 'reset_password');
  if (isFirst) return;
  await mails.send(tx, { kind: 'password_changed', userId: user.id, recipient: user.email });
}

/** Asks the user to confirm his present email by a link sent there, in the language given or the one he was last written to in. */
export async function askToVerify(tx: Db, keyring: Keyring, user: User, language?: string): Promise<void> {
  const tokenId = await userTokens.issue(tx, keyring, user, 'verify_email');
  await mails.send(tx, { kind: 'verify_email', userId: user.id, recipient: user.email, tokenId, language });
}

/** What follows a new email: it is to be confirmed, links to the old one are void, and the old one is told. */
export async function announceEmail(tx: Db, keyring: Keyring, before: User, after: User): Promise<void> {
  await tokens.spendAll(tx, after.id, 'reset_password');
  await mails.send(tx, { kind: 'email_changed', userId: after.id, recipient: before.email });
  await askToVerify(tx, keyring, after);
}
