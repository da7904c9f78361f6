import { addressOf } from '../addresses.js';
import type { Config } from '../config.js';
import * as store from '../db/attempts.js';
import type { Db } from '../db/pool.js';
import { DomainError, errors } from '../errors.js';
import type { Keyring } from './keyring.js';

/** Before RATE_LIMIT_SCALE, which multiplies what is free. Waits double from 10 seconds to 15 minutes. */
const rules = {
  /** To one account: from each address it has signed in from before, and from all others together. */
  account: { free: 10, first: 10, longest: 15 * 60, memory: 24 * 60 * 60 },
  /** From one address, to whichever account. */
  address: { free: 60, first: 10, longest: 15 * 60, memory: 15 * 60 },
} as const;

/** Days an account's address stays known without another sign-in from it. */
const familiarFor = 90;

export interface Counting {
  keyring: Keyring;
  config: Pick<Config, 'rateLimitScale'>;
}

/** Who is tried, and from where. An email that nobody has is counted like any other. */
export interface Target {
  email: string;
  ip?: string | null;
}

export interface Tried {
  account: store.Charge;
  address: store.Charge;
}

/**
 * Counts a try to sign in before anything is compared: by address, then by account. Strangers to an account share one
 * counter, so they never keep its owner out where he has signed in before.
 * Throws RATE_LIMITED, or UNAVAILABLE when it cannot be counted: a limit never fails open.
 */
export async function charge(db: Db, counting: Counting, target: Target): Promise<Tried> {
  try {
    const keys = await keysOf(db, counting, target);
    const scaled = (rule: store.Rule) => ({ ...rule, free: allowed(rule.free, counting.config.rateLimitScale) });
    const address = await counted(db, keys.address, scaled(rules.address));
    return { address, account: await counted(db, keys.account, scaled(rules.account)) };
  } catch (error) {
    throw error instanceof DomainError ? error : errors.unavailable(error);
  }
}

async function counted(db: Db, key: string, rule: store.Rule): Promise<store.Charge> {
  const charged = await store.charge(db, key, rule);
  if (!charged) throw errors.rateLimited(await store.wait(db, key));
  return charged;
}

const allowed = (free: number, scale: number) => Math.min(Math.max(1, Math.round(free * scale)), 2_000_000_000);

/** The try was not a guess after all: it is taken back from both counters. */
export async function takeBack(db: Db, { account, address }: Tried): Promise<void> {
  await store.refund(db, account);
  await store.refund(db, address);
}

/** The try was right: its counter of the account begins anew, and the address has this one back. */
export async function succeed(db: Db, { account, address }: Tried): Promise<void> {
  await store.clear(db, [account.key]);
  await store.refund(db, address);
}

/** Whoever has the mailbox is the owner: what strangers tried, and what was tried from here, is forgotten. */
export async function forgive(tx: Db, keyring: Keyring, { email, ip }: Target): Promise<void> {
  const folded = await store.folded(tx, email);
  await store.clear(tx, [accountKey(keyring, folded), accountKey(keyring, folded, addressOf(ip ?? undefined))]);
}

/** Keeps where an account has signed in from. */
export async function remember(tx: Db, keyring: Keyring, userId: string, ip?: string | null): Promise<void> {
  const [hash] = hashesOf(keyring, addressOf(ip ?? undefined));
  if (hash) await store.remember(tx, userId, hash);
}

async function keysOf(db: Db, { keyring }: Counting, { email, ip }: Target) {
  const address = addressOf(ip ?? undefined);
  const { email: folded, known } = await store.familiar(db, email, hashesOf(keyring, address), familiarFor);
  return {
    address: keyring.derive('sign-in attempts', JSON.stringify(['address', address])),
    account: accountKey(keyring, folded, known ? address : undefined),
  };
}

/** Keyed hashes: the table of counters is no list of visitors, nor of what they took for their email. */
const accountKey = (keyring: Keyring, email: string, address?: string) =>
  keyring.derive('sign-in attempts', JSON.stringify(['account', email, address ?? null]));

/** The first is the one to keep; the others may have been kept under older secrets. */
const hashesOf = (keyring: Keyring, address: string) =>
  keyring.derivations('known address', address).map((hash) => Buffer.from(hash, 'base64url'));
