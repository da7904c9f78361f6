import * as saves from '../db/page-saves.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/submissions.js';
import type { Submission } from '../db/types.js';
import { type Detail, errors } from '../errors.js';
import type { Claimant, SignedIn } from './actors.js';
import { today } from './dates.js';
import { Answers, own, refuseSealed } from './submissions.js';
import { parse } from './validation.js';
import * as versions from './versions.js';

export interface PageOfSubmission {
  id: string;
  key: string;
  /** The revision the client last saw; without it the last writer wins. */
  revision?: number;
}

// Which version a submission was last seen on, so that its answers can be checked before the database is asked at all. A guess:
// the statement that saves holds it against the row.
const pins = new Map<string, string>();
const mostPins = 50_000;

function pin({ id, version_id }: store.Stored): void {
  if (pins.size >= mostPins) pins.delete(pins.keys().next().value as string);
  pins.set(id, version_id);
}

/**
 * Saving a page again replaces its answers; a completed submission is sealed. Throws UNAUTHENTICATED, NOT_FOUND,
 * VALIDATION_ERROR, REVISION_MISMATCH, SUBMISSION_COMPLETED.
 */
export async function savePage(db: Db, actor: Claimant, at: PageOfSubmission, input: unknown): Promise<store.Stored> {
  return (await atOnce(db, actor, at, input)) ?? stepByStep(db, actor, at, input);
}

/** What is nearly always so: the version is known, the answers are right, nobody else is at it, and one statement sees to the rest. */
async function atOnce(
  db: Db,
  actor: Claimant,
  at: PageOfSubmission,
  input: unknown,
): Promise<store.Stored | undefined> {
  const version = versions.known(pins.get(at.id));
  const page = version?.pages.find(({ key }) => key === at.key);
  const given = Answers.safeParse(input);
  if (!version || !page || !given.success || page.check(given.data.answers, today()).length) return undefined;
  return saves.savePageTogether(db, saveOf(actor, { at, version, page, answers: given.data.answers }));
}

/** The same, each condition by itself, so that what is wrong can be said. */
async function stepByStep(db: Db, claimant: Claimant, at: PageOfSubmission, input: unknown): Promise<store.Stored> {
  const actor = await claimant.prove();
  const submission = await own(db, actor, at.id);
  pin(submission);
  const version = await versions.get(db, submission.version_id);
  const page = version.pages.find(({ key }) => key === at.key);
  if (!page) throw errors.notFound();
  refuseSealed(submission);
  const { answers } = parse(Answers, input);
  // Before the answers are: to a client that has not seen the present state, complaints about it mean nothing.
  if (at.revision !== undefined && at.revision !== submission.revision) throw errors.revisionMismatch();
  const details = page.check(answers, today());
  if (details.length) {
    await recordRefusal(db, actor, submission, { pageKey: page.key, details });
    throw errors.validation(details);
  }
  const saved = await saves.savePage(db, saveOf(actor, { at, version, page, answers }));
  if (saved) return saved;
  // The session may have ended while the save waited.
  await claimant.prove();
  const refused = await own(db, actor, at.id);
  if (refused.erased_at) throw errors.notFound();
  refuseSealed(refused);
  // Carried over between the check and the save: the answers are held against the version it has now.
  if (refused.version_id !== submission.version_id) return stepByStep(db, claimant, at, input);
  if (at.revision !== undefined && at.revision !== refused.revision) throw errors.revisionMismatch();
  // Nothing else is left: the account was deactivated and activated again meanwhile.
  throw errors.unauthenticated();
}

interface Save {
  at: PageOfSubmission;
  version: versions.Version;
  page: versions.Version['pages'][number];
  answers: Record<string, unknown>;
}

const saveOf = (actor: { id: string; sessionId: string }, { at, version, page, answers }: Save): saves.PageSave => ({
  id: at.id,
  user_id: actor.id,
  session_id: actor.sessionId,
  version_id: version.id,
  revision: at.revision,
  page: page.key,
  fields: page.fields.map(({ key }) => key),
  answers,
  pages: version.pages.map(({ key }) => key),
  flow: version.slug,
  version: version.number,
});

/** What stopped a user is told by field and rule. Unknown keys are his client's text, so they are not kept. */
async function recordRefusal(
  db: Db,
  actor: SignedIn,
  submission: Submission,
  { pageKey, details }: { pageKey: string; details: Detail[] },
) {
  const told = details
    .filter(({ rule }) => rule !== 'unknown')
    .slice(0, 50)
    .map(({ field, rule }) => ({ field, rule }));
  await store.insertEvent(db, submission, { type: 'page_refused', actorId: actor.id, pageKey, details: told });
}
