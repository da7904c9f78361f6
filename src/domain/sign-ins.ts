import { z } from 'zod';
import { addressOf } from '../addresses.js';
import type { Config } from '../config.js';
import type { Db } from '../db/pool.js';
import type { User } from '../db/types.js';
import * as users from '../db/users.js';
import { DomainError, errors } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Logger } from '../log.js';
import type { Actor } from './actors.js';
import * as attempts from './attempts.js';
import type { Keyring } from './keyring.js';
import { type Hasher, triedPassword } from './passwords.js';
import * as factors from './second-factors.js';
import { email } from './text.js';

export const Credentials = z.strictObject({ email, password: triedPassword });
type Credentials = z.output<typeof Credentials>;

/** What telling who somebody is needs beside the database. */
export interface Means {
  hasher: Hasher;
  keyring: Keyring;
  limits: Limits;
  log: Logger;
  config: Pick<Config, 'rateLimitScale'>;
}

/** Somebody who showed who he is, and the mark of his account then: another one now means that it no longer holds. */
export type Recognised = User & { mark: string };

/** From where somebody signs in. */
export type From = Pick<Actor, 'door' | 'ip' | 'requestId'>;

/**
 * The account an email, a password and, where a second factor is on, its code belong to.
 * Throws INVALID_CREDENTIALS, OTP_REQUIRED, ACCOUNT_INACTIVE, RATE_LIMITED, UNAVAILABLE.
 */
export async function recognise(
  db: Db,
  means: Means,
  from: From,
  { otp, ...credentials }: Credentials & { otp?: string },
): Promise<Recognised> {
  const { user, asksCode } = await byPassword(db, means, from, credentials);
  if (asksCode && otp === undefined) throw errors.otpRequired();
  if (asksCode) await byCode(db, means, from, { user, code: otp ?? '' });
  means.log.info({ ...saidOf(from), user_id: user.id }, 'signed in');
  return user;
}

/**
 * The account of an email and a password, and whether a code must follow. With a right password alone the tries that
 * were counted stay where a code is still to come: else whoever has the password could guess codes without end.
 */
export async function byPassword(db: Db, means: Means, from: From, { email, password }: Credentials) {
  const { user, tried } = await attempt(db, means, { email, from }, async () => {
    const found = await users.findForSignIn(db, email);
    // Whoever was imported has none until he sets one by a link.
    const hash = found?.password_hash ?? undefined;
    const keys = [
      ['sign_in', found?.id ?? email],
      ['sign_in_address', addressOf(from.ip ?? undefined)],
    ] as const;
    // Looked at before the hash is paid for, and counted only of who was right: no stranger uses up the owner's.
    for (const [limit, key] of keys) await means.limits.ensure(limit, key);
    const right = await means.hasher.verify(password, hash);
    if (!found || !hash || !right) throw errors.invalidCredentials();
    for (const [limit, key] of keys) await means.limits.consume(limit, key);
    const { password_hash, ...user } = found;
    if (!user.is_active) throw errors.accountInactive();
    if (means.hasher.isOutdated(hash))
      await users.rehash(db, { userId: user.id, from: hash, to: await means.hasher.hash(password) });
    return user;
  });
  const asksCode = await factors.isOn(db, user.id);
  await (asksCode ? attempts.takeBack(db, tried) : attempts.succeed(db, tried));
  return { user, asksCode };
}

/** Checks the code of somebody whose password was right. Throws INVALID_CREDENTIALS, RATE_LIMITED, UNAVAILABLE. */
export async function byCode(db: Db, means: Means, from: From, { user, code }: { user: Recognised; code: string }) {
  const { tried } = await attempt(db, means, { email: user.email, from }, async () => {
    const right = await factors.prove(db, means.keyring, { ...from, id: user.id, role: user.role }, code);
    if (!right) throw errors.invalidCredentials();
    return user;
  });
  await attempts.succeed(db, tried);
  return user;
}

/** Counts a try, then compares; what was no guess, right or wrong, is taken back. A refusal is said in the log. */
async function attempt(db: Db, means: Means, { email, from }: Tried, compare: () => Promise<Recognised>) {
  try {
    const tried = await attempts.charge(db, means, { email, ip: from.ip });
    return { user: await guessed(db, tried, compare), tried };
  } catch (error) {
    if (error instanceof DomainError) {
      const account = accountInLog(means.keyring, email);
      means.log.info({ ...saidOf(from), account, code: error.code }, 'sign-in refused');
    }
    throw error;
  }
}

async function guessed(db: Db, tried: attempts.Tried, compare: () => Promise<Recognised>): Promise<Recognised> {
  try {
    return await compare();
  } catch (error) {
    const wasGuess = error instanceof DomainError && error.code === 'INVALID_CREDENTIALS';
    if (!wasGuess) await attempts.takeBack(db, tried);
    throw error;
  }
}

interface Tried {
  email: string;
  from: From;
}

/** An account in the log, by its email: tries at one can be told to belong together, and nobody is named. */
export const accountInLog = (keyring: Keyring, email: string) =>
  keyring.derive('sign-in log', email.toLowerCase()).slice(0, 16);

const saidOf = ({ door, requestId }: From) => ({ request_id: requestId, door });
