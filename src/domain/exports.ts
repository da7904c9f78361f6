import * as store from '../db/exports.js';
import type { Db } from '../db/pool.js';
import * as submissions from '../db/submissions.js';
import type { Role } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { SignedIn } from './actors.js';

/** Whoever acted, as somebody else may know of him. */
type By = 'yourself' | 'the system' | Role;

/**
 * Everything held about the actor, all of one moment. Nothing secret, no hash, and of other people no more than their
 * role. Throws NOT_FOUND.
 */
export async function exportOf(db: Db, { id }: SignedIn) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const account = await users.find(tx, id);
      if (!account) throw errors.notFound();
      return {
        account,
        password: { changed_at: await store.passwordTime(tx, id) },
        second_factor: { is_on: await store.hasSecondFactor(tx, id) },
        sessions: await store.sessionsOf(tx, id),
        office_sessions: await store.officeSessionsOf(tx, id),
        known_addresses: await store.familiarTimes(tx, id),
        submissions: await submissionsOf(tx, id),
        links: await store.linksOf(tx, id),
        mails: await store.mailsOf(tx, id),
        webhook_deliveries: await store.deliveriesOf(tx, id),
        changes: (await store.changesOf(tx, id)).map(attributed),
        doings: await store.doingsOf(tx, id),
      };
    });
}

async function submissionsOf(tx: Db, userId: string) {
  const found = await submissions.byIds(tx, await store.submissionIds(tx, userId));
  const events = await store.eventsOf(tx, userId);
  return found.map((submission) => {
    const own = events.filter(({ submission_id }) => submission_id === submission.id);
    return { ...submission, events: own.map(attributed) };
  });
}

function attributed<T extends { role: Role | null; by_himself: boolean }>({ role, by_himself, ...entry }: T) {
  const by: By = by_himself ? 'yourself' : (role ?? 'the system');
  return { ...entry, by };
}
