import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { errors } from './errors.js';

/** Attempts and the seconds they are counted over, before RATE_LIMIT_SCALE. Wrong tries to sign in are counted in domain/attempts.ts. */
const table = {
  /** Tries to give the own password, by somebody who is signed in. */
  account: { points: 10, duration: 15 * 60 },
  /** Right passwords, each of which costs a hash: of one account, and from one address. */
  sign_in: { points: 300, duration: 15 * 60 },
  sign_in_address: { points: 3000, duration: 15 * 60 },
  /** Links to reset a password, asked for from one address, and for one account. */
  forgot: { points: 20, duration: 60 * 60 },
  forgot_email: { points: 5, duration: 60 * 60 },
  /** Links to confirm an email, asked for by one account. */
  resend: { points: 5, duration: 60 * 60 },
  /** Changes of the own email and password: each sends mails, and nobody says that the mailbox is one's own. */
  own_changes: { points: 20, duration: 60 * 60 },
  /** Mails that the staff has sent to one account, and changes that send one to an email, whoever makes them. */
  staff_mails: { points: 20, duration: 60 * 60 },
  mails_to: { points: 20, duration: 60 * 60 },
  register: { points: 100, duration: 60 * 60 },
  /** Of one email: whoever registers, erases himself and registers anew has a mail sent each time. */
  register_email: { points: 100, duration: 60 * 60 },
  refresh: { points: 300, duration: 15 * 60 },
  /** Submissions begun by one account, and exports, which read all there is about it. */
  begin: { points: 300, duration: 15 * 60 },
  export: { points: 20, duration: 60 * 60 },
} as const;

export type Limit = keyof typeof table;

export interface Limits {
  /** Counts an attempt. Throws RATE_LIMITED, or UNAVAILABLE when it cannot be counted: a limit never fails open. */
  consume(limit: Limit, ...key: string[]): Promise<void>;
  /** Counts nothing. Throws as `consume` where nothing is left. */
  ensure(limit: Limit, ...key: string[]): Promise<void>;
}

/** Limits counted in PostgreSQL, so that they hold over all instances and restarts. */
export function createLimits(pool: Pool, scale: number): Limits {
  const limiters = Object.fromEntries(
    Object.entries(table).map(([name, { points, duration }]) => [name, limiter(pool, name, points * scale, duration)]),
  ) as Record<Limit, RateLimiterPostgres>;
  return {
    consume: async (limit, ...key) => {
      await limiters[limit].consume(hidden(key)).catch(refuse);
    },
    ensure: async (limit, ...key) => {
      const counted = await limiters[limit].get(hidden(key)).catch(refuse);
      if (counted && counted.consumedPoints >= limiters[limit].points) refuse(counted);
    },
  };
}

function refuse(refusal: unknown): never {
  if (refusal instanceof RateLimiterRes) throw errors.rateLimited(Math.ceil(refusal.msBeforeNext / 1000) || 1);
  throw errors.unavailable(refusal);
}

function limiter(pool: Pool, keyPrefix: string, points: number, duration: number) {
  const options = { storeClient: pool, tableName: 'rate_limits', tableCreated: true, keyPrefix, duration };
  // The clean-up job takes spent counters away; the library's own timer would go on after the pool has ended.
  const clearExpiredByTimeout = false;
  return new RateLimiterPostgres({ ...options, clearExpiredByTimeout, points: Math.max(1, Math.round(points)) });
}

/** Emails and addresses are hashed: the table of counters is no list of visitors. */
function hidden(key: string[]): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url');
}
