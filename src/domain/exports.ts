import * as store from '../db/exports.js';
import * as people from '../db/people.js';
import type { Db } from '../db/pool.js';
import * as submissions from '../db/submissions.js';
import type { Role, User } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor, SignedIn } from './actors.js';
import * as audit from './audit.js';
import { permit } from './permissions.js';

/** Whoever acted, as somebody else may know of him. */
type By = 'yourself' | 'the system' | Role;

/**
 * Everything held about the actor, all of one moment. Nothing secret, no hash, and of other people no more than their
 * role. Throws NOT_FOUND.
 */
export async function exportOf(db: Db, { id }: SignedIn) {
  return ofOneMoment(db, async (tx) => collect(tx, await users.find(tx, id)));
}

/**
 * The same about somebody else, deleted accounts too, for those who answer such a request; that it was taken is written
 * down. Throws FORBIDDEN, NOT_FOUND.
 */
export async function exportFor(db: Db, actor: Actor, id: string) {
  permit(actor, 'users.export');
  return ofOneMoment(db, async (tx) => {
    const all = await collect(tx, await people.find(tx, id));
    await audit.record(tx, actor, { action: 'user.exported', entity: 'users', entityId: id });
    return all;
  });
}

const ofOneMoment = <T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').execute(run);

async function collect(tx: Db, user: User | undefined) {
  if (!user) throw errors.notFound();
  const { deleted_at, erased_at, ...account } = user;
  const { id } = account;
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
}

async function submissionsOf(tx: Db, userId: string) {
  const found = await submissions.byIds(tx, await store.submissionIds(tx, userId));
  const events = await store.eventsOf(tx, userId);
  return found.map(({ user_id, flow_id, version_id, erased_at, ...submission }) => {
    const own = events.filter(({ submission_id }) => submission_id === submission.id);
    return { ...submission, events: own.map(({ submission_id, ...event }) => attributed(event)) };
  });
}

function attributed<T extends { role: Role | null; by_himself: boolean }>({ role, by_himself, ...entry }: T) {
  const by: By = by_himself ? 'yourself' : (role ?? 'the system');
  return { ...entry, by };
}
