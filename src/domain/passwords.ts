import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dictionary } from '@zxcvbn-ts/language-common';
import bcrypt from 'bcrypt';
import pLimit from 'p-limit';
import { z } from 'zod';
import { errors } from '../errors.js';
import { isClean, lengthOf } from './characters.js';

/** Ranked by how often they leak; the whole list is refused, not only its head. */
const common = new Set<string>(dictionary['passwords-common']);

const bytes = (value: string) => Buffer.byteLength(value, 'utf8');

/** A password being chosen: 8 characters to 72 bytes (bcrypt reads no further), and not a common one. */
export const newPassword = z
  .string()
  .transform((value) => value.normalize('NFC'))
  .refine((value) => isClean(value), {
    error: 'This contains characters that cannot be stored.',
    params: { rule: 'characters' },
  })
  .refine((value) => lengthOf(value) >= 8, {
    error: 'This must have at least 8 characters.',
    params: { rule: 'min_length' },
  })
  .refine((value) => bytes(value) <= 72, {
    error: 'This is too long: at most 72 bytes, which is 72 plain letters or about 24 emoji or 36 accented letters.',
    params: { rule: 'max_length' },
  })
  .refine((value) => !common.has(value.toLowerCase()), {
    error: 'This is one of the commonest passwords. Please choose another.',
    params: { rule: 'common' },
  })
  .meta({ type: 'string', minLength: 8, maxLength: 72, format: 'password' });

/** A password being tried: anything that could be one, so that a wrong one is wrong and not malformed. */
export const triedPassword = z
  .string()
  .transform((value) => value.normalize('NFC'))
  .refine((value) => isClean(value), {
    error: 'This contains characters that cannot be stored.',
    params: { rule: 'characters' },
  })
  .refine((value) => value.length >= 1, { error: 'This is required.', params: { rule: 'required' } })
  .refine((value) => value.length <= 1000, { error: 'This is too long.', params: { rule: 'max_length' } })
  .meta({ type: 'string', minLength: 1, maxLength: 1000, format: 'password' });

export interface Hasher {
  /** Hashes with the configured cost; throws UNAVAILABLE when too many wait. */
  hash(password: string): Promise<string>;
  /** Compares in the same time whether or not there is a hash to compare with. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a hash was made with another cost than today's. */
  isOutdated(hash: string): boolean;
}

// bcrypt holds a thread for about 0.2 s: a core stays free for the requests meanwhile, and a thread for DNS and files.
const inFlight = Math.min(3, Math.max(1, availableParallelism() - 1));
const waiting = 100;

/** bcrypt with a cap on hashes at work and a bounded queue behind it. */
export function createHasher(cost: number): Hasher {
  const limit = pLimit(inFlight);
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= waiting) throw errors.unavailable();
    return limit(work);
  };
  // What an unknown account is compared with: nobody's password, at the same cost.
  const decoy = bcrypt.hash(randomBytes(16).toString('hex'), cost);
  return {
    hash: async (password) => queued(() => bcrypt.hash(password, cost)),
    verify: async (password, hash) => {
      const other = hash ?? (await decoy);
      const same = await queued(() => bcrypt.compare(password, other));
      return same && hash !== undefined && bytes(password) <= 72;
    },
    isOutdated: (hash) => bcrypt.getRounds(hash) !== cost,
  };
}
