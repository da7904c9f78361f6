import { randomUUID } from 'node:crypto';
import { type Db, inTransaction } from '../db/pool.js';
import type { User, UserTokenPurpose } from '../db/types.js';
import * as store from '../db/user-tokens.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Keyring } from './keyring.js';
import { hashOf } from './tokens.js';

/** Seconds that a link in a mail is good for. */
export const lifetimes: Record<UserTokenPurpose, number> = {
  verify_email: 7 * 24 * 60 * 60,
  reset_password: 60 * 60,
};

/** Seconds that the first link of an imported account is good for: nobody waits for that mail. */
const welcomeLifetime = 7 * 24 * 60 * 60;

/** The token that a link carries: derived from its row's id, so that only its hash needs to be stored. */
export const tokenOf = (keyring: Keyring, id: string) => keyring.derive('user token', id);

/** The same of a row that is there already, under whichever secret it was made. */
export function tokenBehind(keyring: Keyring, id: string, hash: Buffer | null): string {
  const tokens = keyring.derivations('user token', id);
  return tokens.find((token) => hash?.equals(hashOf(token))) ?? tokenOf(keyring, id);
}

/** Makes a token for the user's present email, in the transaction of its mail; older ones of that purpose are void. Returns its row's id. */
export async function issue(tx: Db, keyring: Keyring, user: User, purpose: UserTokenPurpose): Promise<string> {
  await store.spendAll(tx, user.id, purpose);
  const id = randomUUID();
  const hash = hashOf(tokenOf(keyring, id));
  await store.insert(tx, { id, user_id: user.id, purpose, email: user.email, token_hash: hash }, lifetimes[purpose]);
  return id;
}

/** Makes the first link of many new accounts, in the transaction that made them. Returns each one's row's id, by user. */
export async function issueFirst(tx: Db, keyring: Keyring, users: User[]): Promise<Map<string, string>> {
  const rows = users.map(({ id: user_id, email }) => {
    const id = randomUUID();
    const token_hash = hashOf(tokenOf(keyring, id));
    return { id, user_id, purpose: 'reset_password' as const, email, token_hash };
  });
  await store.insertAll(tx, rows, welcomeLifetime);
  return new Map(rows.map(({ id, user_id }) => [user_id, id]));
}

/** Throws VALIDATION_ERROR, alike for a token that never was, was used, has expired, or was sent to another email. */
export async function check(db: Db, token: string, purpose: UserTokenPurpose): Promise<void> {
  if (!(await store.findUsable(db, hashOf(token), purpose))) throw refused();
}

/**
 * Spends a token and runs what it allows, for the account it belongs to, in one transaction. The account is locked first:
 * of two uses at once one wins. Throws as `check`.
 */
export function redeem<T>(
  db: Db,
  token: string,
  purpose: UserTokenPurpose,
  run: (tx: Db, user: User) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    const found = await store.findUsable(tx, hashOf(token), purpose);
    if (!found) throw refused();
    const user = await users.lock(tx, found.user_id);
    const fits = user && !user.deleted_at && user.email === found.email;
    if (!fits || !(await store.spend(tx, found.id))) throw refused();
    return run(tx, user);
  });
}

const refused = () =>
  errors.invalid(
    'token',
    'This link is no longer valid: it was used before, or has expired. Please ask for a new one.',
  );
