import * as store from '../db/cleaning.js';
import type { Db } from '../db/pool.js';

/** How long what is spent is still kept, in hours. Told in docs/operations.md. */
export const kept = {
  /** After a session ended, and after a refresh token expired: until then one shown again is known for reused. */
  sessions: 30 * 24,
  /** After a link in a mail expired. */
  user_tokens: 7 * 24,
  /** After a mail was queued. */
  mails: 90 * 24,
  /** After a delivery succeeded or was given up. */
  webhook_deliveries: 30 * 24,
  /** After the last try. */
  sign_in_attempts: 24,
  /** After the last sign-in from there. */
  known_addresses: 90 * 24,
  /** After the last try of a job that was given up. */
  jobs: 30 * 24,
  rate_limits: 0,
  admin_sessions: 0,
} as const;

/** Rows that one statement removes: none holds its locks for long. */
const batch = 1000;

/** Removes what is kept no longer, and returns how many rows of each kind. No audit row: nobody decided it. */
export async function cleanUp(db: Db): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const { name, kind, remove } of store.removals) {
    let [count, last] = [0, batch];
    while (last === batch) {
      last = await remove(db, kept[kind], batch);
      count += last;
    }
    removed[name] = count;
  }
  return removed;
}
