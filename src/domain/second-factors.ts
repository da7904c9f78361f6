import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import type { Config } from '../config.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as store from '../db/second-factors.js';
import * as sessions from '../db/sessions.js';
import type { Role } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor, SignedIn } from './actors.js';
import * as audit from './audit.js';
import type { Keyring } from './keyring.js';
import { type Hasher, triedPassword } from './passwords.js';
import { can, permit } from './permissions.js';
import { prove as provePassword } from './profiles.js';
import { line } from './text.js';
import { parse } from './validation.js';

/** What every change of the own factor asks for. */
const Proofs = z.strictObject({ password: triedPassword, code: line(30) });

interface Means {
  hasher: Hasher;
  keyring: Keyring;
  config: Pick<Config, 'staffOtp'>;
}

/** What an authenticator app is told: as text, and as the address a QR code holds. */
export interface Enrolment {
  secret: string;
  address: string;
}

/** Whether an account's second factor is on, and if so how many recovery codes are left. */
export async function standing(db: Db, userId: string): Promise<{ on: boolean; codesLeft: number }> {
  const on = await isOn(db, userId);
  return { on, codesLeft: on ? await store.codesLeft(db, userId) : 0 };
}

/** Whether an account's second factor is on. */
export const isOn = async (db: Db, userId: string) => (await store.find(db, userId))?.confirmed_at != null;

/** Whether an account must set up a second factor before it may do anything as one of the staff. */
export async function isMissing(db: Db, { staffOtp }: Pick<Config, 'staffOtp'>, user: { id: string; role: Role }) {
  return staffOtp === 'required' && can(user.role, 'office.enter') && !(await isOn(db, user.id));
}

/** Begins setting up: the secret is kept, and asks nothing of anybody before `confirm`. Throws FORBIDDEN, CONFLICT. */
export async function begin(db: Db, keyring: Keyring, actor: SignedIn): Promise<void> {
  permit(actor, 'office.enter');
  if (await isOn(db, actor.id)) throw alreadyOn();
  // 160 bits, as RFC 4226 recommends.
  const { base32 } = new Secret({ size: 20 });
  await store.draft(db, actor.id, keyring.seal(purpose, base32));
}

/** What the app is to be told of a factor that is being set up; undefined when none is. */
export async function enrolment(db: Db, keyring: Keyring, user: { id: string; email: string }) {
  const found = await store.find(db, user.id);
  const secret = found && !found.confirmed_at ? keyring.open(purpose, found.secret) : undefined;
  if (secret === undefined) return undefined;
  return { secret, address: totp(secret, user.email).toString() } satisfies Enrolment;
}

/**
 * Turns the factor on with a first code, and returns recovery codes, which are shown this once. Sessions that began
 * without it end. Throws VALIDATION_ERROR at `password` or `code`, CONFLICT, NOT_FOUND.
 */
export async function confirm(db: Db, means: Means, actor: SignedIn, input: unknown): Promise<string[]> {
  const { keyring } = means;
  const { code, stillProven } = await shown(db, means, actor, input);
  return inTransaction(db, async (tx) => {
    await users.lock(tx, actor.id);
    await stillProven(tx);
    const found = await store.find(tx, actor.id);
    if (!found) throw errors.notFound();
    if (found.confirmed_at) throw alreadyOn();
    const step = stepOf(keyring, found.secret, code);
    if (step === undefined || !(await store.confirm(tx, actor.id, found.secret, step))) throw wrongCode();
    await sessions.endAll(tx, actor.id);
    await audit.record(tx, actor, { action: 'user.second_factor_on', entity: 'users', entityId: actor.id });
    return newCodes(tx, keyring, actor.id);
  });
}

/** New recovery codes in place of the old ones. Throws VALIDATION_ERROR at `password` or `code`. */
export async function renewCodes(db: Db, means: Means, actor: SignedIn, input: unknown): Promise<string[]> {
  const { keyring } = means;
  const { code, stillProven } = await shown(db, means, actor, input);
  return inTransaction(db, async (tx) => {
    await users.lock(tx, actor.id);
    await stillProven(tx);
    if (!(await prove(tx, keyring, actor, code))) throw wrongCode();
    await audit.record(tx, actor, { action: 'user.recovery_codes_made', entity: 'users', entityId: actor.id });
    return newCodes(tx, keyring, actor.id);
  });
}

/** Turns the own factor off. Throws FORBIDDEN (where staff must have one), VALIDATION_ERROR at `password` or `code`. */
export async function turnOff(db: Db, means: Means, actor: SignedIn, input: unknown): Promise<void> {
  if (means.config.staffOtp === 'required')
    throw errors.forbidden({ message: 'Staff must have a second factor here.' });
  const { code, stillProven } = await shown(db, means, actor, input);
  await inTransaction(db, async (tx) => {
    await users.lock(tx, actor.id);
    await stillProven(tx);
    if (!(await prove(tx, means.keyring, actor, code))) throw wrongCode();
    await store.remove(tx, actor.id);
    await audit.record(tx, actor, { action: 'user.second_factor_off', entity: 'users', entityId: actor.id });
  });
}

/** Takes the factor off somebody who has lost it; his sessions end. Throws FORBIDDEN, NOT_FOUND, CONFLICT (oneself; none there). */
export async function remove(db: Db, actor: Actor, userId: string): Promise<void> {
  permit(actor, 'staff.update');
  if (actor.id === userId) throw errors.conflict({ message: 'Turn off your own second factor at “Your account”.' });
  await inTransaction(db, async (tx) => {
    const user = await users.lock(tx, userId);
    if (!user || user.deleted_at) throw errors.notFound();
    if (!(await store.remove(tx, userId))) throw errors.conflict({ message: 'This account has no second factor.' });
    await sessions.endAll(tx, userId);
    await audit.record(tx, actor, { action: 'user.second_factor_removed', entity: 'users', entityId: userId });
  });
}

/** The same for an email, at the command line. */
export async function removeByEmail(db: Db, actor: Actor, email: string): Promise<void> {
  const user = await users.findForSignIn(db, email);
  if (!user) throw errors.notFound({ message: 'There is no account with this email.' });
  await remove(db, actor, user.id);
}

/** Whether a code is the app's of about now, or a recovery code; either is good once. */
export async function prove(db: Db, keyring: Keyring, actor: Actor & { id: string }, code: string): Promise<boolean> {
  const found = await store.find(db, actor.id);
  if (!found?.confirmed_at) return false;
  const step = stepOf(keyring, found.secret, code);
  if (step !== undefined) return store.spendStep(db, actor.id, step);
  return inTransaction(db, async (tx) => {
    if (!(await store.spendCode(tx, actor.id, recoveryHashes(keyring, actor.id, code)))) return false;
    await audit.record(tx, actor, { action: 'user.recovery_code_used', entity: 'users', entityId: actor.id });
    return true;
  });
}

/** The code that came with the right password, and whether that still is the right one. */
async function shown(db: Db, { hasher }: Means, actor: SignedIn, input: unknown) {
  const { password, code } = parse(Proofs, input);
  const stillProven = await provePassword(db, hasher, actor, { field: 'password', tried: password });
  return { code, stillProven };
}

/** What the secrets of factors are sealed for. */
export const purpose = 'second factor';
const period = 30;

const totp = (secret: string, label: string) =>
  new TOTP({ issuer: 'Doorstep', label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });

/** The step of time a code belongs to, one to either side of now at most (RFC 6238, 5.2). */
function stepOf(keyring: Keyring, sealed: Buffer, code: string): number | undefined {
  const token = code.replace(/\s/g, '');
  const secret = /^\d{6}$/.test(token) ? keyring.open(purpose, sealed) : undefined;
  if (secret === undefined) return undefined;
  const timestamp = Date.now();
  const delta = totp(secret, '').validate({ token, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta;
}

/** No letter that is read for another: Crockford's base 32. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten codes of 60 bits. */
async function newCodes(tx: Db, keyring: Keyring, userId: string): Promise<string[]> {
  const part = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  const codes = Array.from({ length: 10 }, () => `${part()}-${part()}-${part()}`);
  const hashes = codes.flatMap((code) => recoveryHashes(keyring, userId, code).slice(0, 1));
  await store.replaceCodes(tx, userId, hashes, keyring.id);
  return codes;
}

/** Keyed, so that a copy of the table is not enough to try codes against; the first under the newest secret. */
function recoveryHashes(keyring: Keyring, userId: string, code: string): Buffer[] {
  const plain = code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return keyring.derivations('recovery code', `${userId} ${plain}`).map((hash) => Buffer.from(hash, 'base64url'));
}

const alreadyOn = () => errors.conflict({ message: 'Your second factor is on already.' });
const wrongCode = () =>
  errors.invalid('code', 'This code is wrong, or was used before. Please try the next one.', 'wrong');
