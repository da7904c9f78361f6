import * as store from '../db/carry-over.js';
import * as jobs from '../db/jobs.js';
import { type Db, inTransaction } from '../db/pool.js';
import { find } from '../db/versions.js';
import { type Actor, system } from './actors.js';
import * as audit from './audit.js';
import { today } from './dates.js';
import { fitted } from './fits.js';
import * as versions from './versions.js';

/** Carried over in one transaction: what is published waits for so many and no more. */
const batch = 500;

export interface Outcome {
  carried: number;
  /** How many of them had answers that no longer fit. */
  withSetAside: number;
  /** Whether a job carries over the others. */
  goesOn: boolean;
}

/** Carries those in progress over to a version that was made in this transaction: the first ones now, the rest by a job. */
export async function begin(tx: Db, actor: Actor, versionId: string): Promise<Outcome> {
  const version = await versions.get(tx, versionId);
  const done = await carryBatch(tx, actor, version);
  const goesOn = done.carried === batch && (await store.anyEarlier(tx, version));
  if (goesOn) await jobs.add(tx, 'carry_over', { id: versionId });
  return { ...done, goesOn };
}

/** Carries over whoever is left, in the name of whoever published the version. Done twice, it is done. */
export async function goOn(db: Db, versionId: string): Promise<void> {
  const version = await versions.get(db, versionId);
  const by = { ...system('system'), id: (await find(db, versionId))?.published_by ?? null };
  let last: number;
  do {
    last = (await inTransaction(db, (tx) => carryBatch(tx, by, version))).carried;
  } while (last === batch);
}

/**
 * A member's save that was first is in what is read here; one that comes later finds another version and another revision.
 */
async function carryBatch(tx: Db, actor: Actor, version: versions.Version) {
  const day = today();
  const carried: store.Carried[] = [];
  for (const { id, version_id, ...held } of await store.lockEarlier(tx, version, batch)) {
    const from = await versions.get(tx, version_id);
    const { answers, set_aside, answered_pages, current_page, unfit } = fitted(held, from, version, day);
    carried.push({ id, answers, set_aside, answered_pages, current_page, unfit });
  }
  const withSetAside = carried.filter(({ unfit }) => unfit.length).length;
  if (carried.length) {
    await store.carry(tx, version.id, actor.id, carried);
    const after = { version: version.number, submissions: carried.length, with_answers_set_aside: withSetAside };
    await audit.record(tx, actor, { action: 'flow.carried_over', entity: 'flows', entityId: version.flowId, after });
  }
  return { carried: carried.length, withSetAside };
}
