import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { findBySlug, holdForReading } from '../db/flows.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as store from '../db/submissions.js';
import type { Submission } from '../db/types.js';
import * as stored from '../db/versions.js';
import { type Detail, errors } from '../errors.js';
import type { Actor, SignedIn } from './actors.js';
import * as audit from './audit.js';
import { today } from './dates.js';
import { can, permit } from './permissions.js';
import { lines } from './text.js';
import { parse } from './validation.js';
import * as versions from './versions.js';
import * as webhooks from './webhooks.js';

/** By field key. Not z.record, which would drop a key called `__proto__` unseen. */
const answers = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'This must be an object.',
  )
  .meta({ type: 'object', additionalProperties: true });

export const Answers = z.strictObject({ answers });
export const Correction = Answers.extend({ reason: lines(1000).nullish() });

/** Begins a flow, or finds the submission in progress. Throws NOT_FOUND (no such published flow; in an archived one, none in progress). */
export async function start(
  db: Db,
  actor: SignedIn,
  slug: string,
): Promise<{ submission: store.Stored; isNew: boolean }> {
  return inTransaction(db, async (tx) => {
    // Held, so that whoever begins while a version is published is either carried over with the others or begins on it.
    await holdForReading(tx, slug);
    const current = await stored.findCurrent(tx, slug);
    if (!current) return { submission: await underWay(tx, actor, slug), isNew: false };
    const version = await versions.get(tx, current.id);
    const id = await store.insert(tx, {
      user_id: actor.id,
      flow_id: version.flowId,
      version_id: version.id,
      current_page: version.pages[0]?.key ?? null,
    });
    if (!id) return { submission: await inProgress(tx, actor, version.flowId), isNew: false };
    await store.insertEvent(tx, { id, version_id: version.id }, { type: 'started', actorId: actor.id });
    const submission = await get(tx, id);
    await webhooks.tellOfSubmission(tx, 'submission.started', submission);
    return { submission, isNew: true };
  });
}

/** In a flow that nobody can begin any more, who has begun goes on. */
async function underWay(db: Db, actor: SignedIn, slug: string): Promise<store.Stored> {
  const flow = await findBySlug(db, slug);
  const found = flow && (await store.findInProgress(db, actor.id, flow.id));
  if (!found) throw errors.notFound();
  return found;
}

async function inProgress(tx: Db, actor: SignedIn, flowId: string): Promise<store.Stored> {
  const found = await store.findInProgress(tx, actor.id, flowId);
  // It was completed between the two statements: the client may simply ask again.
  if (!found) throw errors.conflict();
  return found;
}

/** Own submission. A stranger's is "not found": 403 would confirm that it exists. */
export async function own(db: Db, actor: SignedIn, id: string): Promise<store.Stored> {
  const found = await store.find(db, id);
  if (found?.user_id !== actor.id) throw errors.notFound();
  return found;
}

/** A submission the actor may read: his own, and for support anybody's. Throws NOT_FOUND. */
export async function readable(db: Db, actor: SignedIn, id: string): Promise<store.Stored> {
  return can(actor.role, 'submissions.read') ? get(db, id) : own(db, actor, id);
}

/** Throws SUBMISSION_COMPLETED. */
export function refuseSealed(submission: Submission): void {
  if (submission.status === 'completed') throw errors.submissionCompleted();
}

/** Seals a submission whose every page is validly answered. Throws NOT_FOUND, SUBMISSION_COMPLETED, VALIDATION_ERROR naming what is missing. */
export async function complete(db: Db, actor: SignedIn, id: string): Promise<store.Stored> {
  return inTransaction(db, async (tx) => {
    const submission = await store.lock(tx, id);
    if (submission?.user_id !== actor.id) throw errors.notFound();
    refuseSealed(submission);
    const version = await versions.get(tx, submission.version_id);
    const missing = missingOf(version, submission);
    if (missing.length) throw errors.validation(missing, 'The submission is not complete yet.');
    await store.update(tx, id, { status: 'completed', completed_at: new Date(), current_page: null });
    await store.insertEvent(tx, submission, { type: 'completed', actorId: actor.id });
    await webhooks.tellOfSubmission(tx, 'submission.completed', submission);
    return get(tx, id);
  });
}

/** Where a submission stands on a day: a page with a date relative to today may be valid no longer. */
export function standing(version: versions.Version, submission: Submission, day = today()) {
  const { status, answers, answered_pages: saved } = submission;
  const isValid = (page: versions.Version['pages'][number]) =>
    saved.includes(page.key) && (status === 'completed' || !page.check(answersOf(page, answers), day).length);
  const open = version.pages.filter((page) => !isValid(page)).map(({ key }) => key);
  const current_page = status === 'completed' ? null : (open[0] ?? null);
  return { current_page, progress: { completed: version.pages.length - open.length, total: version.pages.length } };
}

/** Every page and field still missing or no longer valid, as paths of keys. */
function missingOf(version: versions.Version, submission: Submission): Detail[] {
  return version.pages.flatMap((page) => {
    const details = page.check(answersOf(page, submission.answers), today());
    const at = `pages.${page.key}`;
    if (details.length) return details.map((detail) => ({ ...detail, field: `${at}.fields.${detail.field}` }));
    if (submission.answered_pages.includes(page.key)) return [];
    return [{ field: at, error: `The page “${page.title}” has not been saved yet.`, rule: 'required' }];
  });
}

/** Those of the answers that a page asks for. */
export function answersOf(page: versions.PageDocument, answers: Record<string, unknown>): Record<string, unknown> {
  const keys = page.fields.map(({ key }) => key).filter((key) => Object.hasOwn(answers, key));
  return Object.fromEntries(keys.map((key) => [key, answers[key]]));
}

/**
 * Support puts answers right, merged by field (null clears), also after completion. A page that was answered must
 * still be valid; on one that was not, only the given values are checked.
 * Throws FORBIDDEN, NOT_FOUND, VALIDATION_ERROR.
 */
export async function correct(db: Db, actor: Actor, id: string, input: unknown): Promise<store.Stored> {
  permit(actor, 'submissions.correct');
  const { answers: patch, reason } = parse(Correction, input);
  return inTransaction(db, async (tx) => {
    const before = await store.lock(tx, id);
    if (!before || before.erased_at) throw errors.notFound();
    const version = await versions.get(tx, before.version_id);
    const changes = differing(before.answers, patch);
    if (!Object.keys(changes).length) return before;
    const corrected = merge(version, before, changes);
    await store.update(tx, id, { ...corrected, revision: before.revision + 1 });
    const details = Object.keys(changes).map((field) => ({ field }));
    await store.insertEvent(tx, before, { type: 'corrected', actorId: actor.id, details });
    const after = await get(tx, id);
    const change = { action: 'submission.corrected', entity: 'submissions', entityId: id, reason };
    await audit.record(tx, actor, { ...change, before, after });
    return after;
  });
}

/** What a correction really changes: a value that is there already is no correction, and leaves no trace. */
function differing(answers: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const isNew = ([key, value]: [string, unknown]) =>
    value === null ? Object.hasOwn(answers, key) : !isDeepStrictEqual(answers[key], value);
  return Object.fromEntries(Object.entries(patch).filter(isNew));
}

function merge(version: versions.Version, before: Submission, patch: Record<string, unknown>): store.Outcome {
  const answers = { ...before.answers };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete answers[key];
    else answers[key] = value;
  }
  const complaints: Detail[] = [];
  const answered: string[] = [];
  const known = new Set(version.pages.flatMap((page) => page.fields.map(({ key }) => key)));
  for (const key of Object.keys(patch)) {
    if (!known.has(key)) complaints.push({ field: key, error: 'This version has no such field.', rule: 'unknown' });
  }
  for (const page of version.pages) {
    const touched = page.fields.some(({ key }) => Object.hasOwn(patch, key));
    const wasAnswered = before.answered_pages.includes(page.key);
    const details = touched ? page.check(answersOf(page, answers), today()) : [];
    if (wasAnswered || (touched && !details.length)) answered.push(page.key);
    // Of what nobody touched nothing is said: it was right when it was given, and a date relative to today may no longer be.
    const touches = (key = '') => Object.hasOwn(patch, key);
    // What was cleared on a page not yet answered may be missing there, like the rest of it.
    const given = (key = '') => touches(key) && patch[key] !== null;
    const about = ({ field }: Detail) => (wasAnswered ? touches : given)(field.split('.')[0]);
    complaints.push(...details.filter(about));
  }
  if (complaints.length) throw errors.validation(complaints);
  const current = version.pages.find(({ key }) => !answered.includes(key))?.key ?? null;
  return { answers, answered_pages: answered, current_page: before.status === 'completed' ? null : current };
}

async function get(db: Db, id: string): Promise<store.Stored> {
  const found = await store.find(db, id);
  if (!found) throw errors.notFound();
  return found;
}
