import { eventsOf } from '../db/office.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/submissions.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import { asidesOf } from './asides.js';
import { today } from './dates.js';
import { permit } from './permissions.js';
import * as versions from './versions.js';
import { type Met, told } from './worklist.js';

type Event = Awaited<ReturnType<typeof eventsOf>>[number];

/** Who gave an answer, and when. */
interface Given {
  by: string | null;
  /** The account is the one the submission belongs to. */
  by_himself: boolean;
  at: Date;
}

/**
 * A submission as its user saw it: page by page with the labels of its own version, who gave each answer when, what is
 * missing, what stopped him last, and what happened. Throws FORBIDDEN, NOT_FOUND.
 */
export async function transcript(db: Db, actor: Actor, id: string) {
  permit(actor, 'submissions.read');
  const submission = await store.find(db, id);
  if (!submission) throw errors.notFound();
  const version = await versions.get(db, submission.version_id);
  const events = await eventsOf(db, id);
  const given = await givenBy(db, events, submission.user_id);
  const pages = version.pages.map((page) => {
    const held = page.fields.filter(({ key }) => Object.hasOwn(submission.answers, key));
    const answers = Object.fromEntries(held.map(({ key }) => [key, submission.answers[key]]));
    const isSealed = submission.status === 'completed' || submission.erased_at !== null;
    return {
      key: page.key,
      title: page.title,
      description: page.description,
      answered: submission.answered_pages.includes(page.key),
      /** What keeps the page from being done; nothing of a finished submission, which is not checked again. */
      missing: isSealed ? [] : page.check(answers, today()).map(({ field, error }) => ({ field, error })),
      fields: page.fields.map((field) => ({
        ...field,
        answer: answers[field.key] ?? null,
        given: Object.hasOwn(answers, field.key) ? (given.get(field.key) ?? null) : null,
      })),
    };
  });
  return {
    number: version.number,
    slug: submission.flow,
    status: submission.status,
    erased: submission.erased_at !== null,
    current_page: submission.current_page,
    pages,
    stopped: stoppedBy(version, events),
    set_aside: await asidesOf(db, submission),
    events: events.map(({ actor_id, version_id, ...event }) => ({
      ...event,
      by_himself: actor_id === submission.user_id,
    })),
  };
}

/** The last one who gave a field's answer: with its page, as the version of that moment had it, or by a correction. */
async function givenBy(db: Db, events: Event[], owner: string): Promise<Map<string, Given>> {
  const given = new Map<string, Given>();
  for (const { type, version_id, page_key, details, actor_id, by_name, by_email, created_at } of events) {
    if (type !== 'page_saved' && type !== 'corrected') continue;
    const page = (await versions.get(db, version_id)).pages.find(({ key }) => key === page_key);
    const fields =
      type === 'corrected' ? details.map(({ field }) => field) : (page?.fields ?? []).map(({ key }) => key);
    const by = { by: by_name ?? by_email, by_himself: actor_id === owner, at: created_at };
    for (const field of fields) given.set(field, by);
  }
  return given;
}

/** The last refusal, and whether its page was saved since. */
function stoppedBy(version: versions.Version, events: Event[]) {
  const index = events.findLastIndex(({ type }) => type === 'page_refused');
  const last = events[index];
  if (!last) return null;
  const errors: Met[] = last.details.map(({ field, rule }) => told(version, { field, rule: rule ?? null }));
  const title = version.pages.find(({ key }) => key === last.page_key)?.title ?? last.page_key;
  const since = events.slice(index + 1);
  const isOver = since.some(
    ({ type, page_key }) => type === 'completed' || (type === 'page_saved' && page_key === last.page_key),
  );
  return { page: last.page_key, title, errors, at: last.created_at, is_over: isOver };
}
