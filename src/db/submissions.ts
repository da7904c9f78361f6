import type { Insertable } from 'kysely';
import { type Db, prepared } from './pool.js';
import type { Database, Submission, SubmissionEventType, SubmissionStatus } from './types.js';

/** A submission with its flow's slug and its version's number. */
export type Stored = Submission & { flow: string; version: number };

const full = (db: Db) =>
  db
    .selectFrom('submissions')
    .innerJoin('flows', 'flows.id', 'submissions.flow_id')
    .innerJoin('flow_versions', 'flow_versions.id', 'submissions.version_id')
    .selectAll('submissions')
    .select(['flows.slug as flow', 'flow_versions.number as version']);

export function find(db: Db, id: string): Promise<Stored | undefined> {
  return full(db).where('submissions.id', '=', id).executeTakeFirst();
}

/** Two statements: a join would lose a row whose version was changed while it waited for the lock. */
export async function lock(db: Db, id: string): Promise<Stored | undefined> {
  await db.selectFrom('submissions').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  return find(db, id);
}

export function findInProgress(db: Db, userId: string, flowId: string): Promise<Stored | undefined> {
  return full(db)
    .where('user_id', '=', userId)
    .where('submissions.flow_id', '=', flowId)
    .where('status', '=', 'in_progress')
    .executeTakeFirst();
}

/** Submissions by id, in the order of the ids. */
export async function byIds(db: Db, ids: string[]): Promise<Stored[]> {
  if (!ids.length) return [];
  const found = await full(db).where('submissions.id', 'in', ids).execute();
  return ids.flatMap((id) => found.find((submission) => submission.id === id) ?? []);
}

/** Begins a submission; undefined when the user has one in progress already. */
export async function insert(db: Db, row: Insertable<Database['submissions']>): Promise<string | undefined> {
  const inserted = await db
    .insertInto('submissions')
    .values(row)
    .onConflict((conflict) => conflict.columns(['user_id', 'flow_id']).where('status', '=', 'in_progress').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id;
}

export interface PageAnswers {
  key: string;
  /** Keys of the page's fields: what a save replaces. */
  fields: string[];
  /** Keys of the version's pages, in order. */
  order: string[];
  answers: Record<string, unknown>;
}

export interface Place {
  id: string;
  userId: string;
  /** Of the API: it must not have ended, nor its account been deactivated or deleted. */
  sessionId: string;
  versionId: string;
  flow: string;
  version: number;
  revision?: number;
}

const save = {
  name: 'save_page',
  text: `
    with saved as (
      update submissions s set
        answers = (s.answers - $7::text[]) || $8::jsonb,
        answered_pages = array_remove(s.answered_pages, $6) || $6::text,
        current_page = (
          select k from unnest($9::text[]) with ordinality as pages (k, n)
          where k <> $6 and k <> all (s.answered_pages) order by n limit 1),
        revision = s.revision + 1
      where s.id = $1 and s.user_id = $2 and s.version_id = $4 and s.status = 'in_progress' and s.erased_at is null
        and ($5::int is null or s.revision = $5)
        and exists (
          select from sessions a join users u on u.id = a.user_id
          where a.id = $3 and u.id = $2 and a.ended_at is null and u.deleted_at is null and u.is_active)
      returning s.*
    ), event as (
      insert into submission_events (submission_id, version_id, type, page_key, actor_id)
      select id, version_id, 'page_saved', $6, $2 from saved
    ), told as (
      select emit_webhook('submission.page_saved', user_id, jsonb_build_object('submission', jsonb_build_object('id', id,
        'user_id', user_id, 'flow', $10::text, 'version', $11::int, 'revision', revision), 'page', $6::text))
      from saved
    )
    select saved.*, (select count(*) from told) as told from saved`,
};

/**
 * One prepared statement: session alive, owner, not sealed, not erased, version and revision checked, the page replaced, the event
 * written, webhooks told. undefined when any of the conditions does not hold.
 */
export async function savePage(db: Db, at: Place, page: PageAnswers): Promise<Submission | undefined> {
  const [row] = await prepared<Submission & { told: unknown }>(db, save, [
    ...[at.id, at.userId, at.sessionId, at.versionId, at.revision ?? null],
    ...[page.key, page.fields, JSON.stringify(page.answers), page.order],
    ...[at.flow, at.version],
  ]);
  if (!row) return undefined;
  const { told, ...submission } = row;
  return submission;
}

export interface Outcome {
  answers?: Record<string, unknown>;
  answered_pages?: string[];
  current_page?: string | null;
  status?: SubmissionStatus;
  completed_at?: Date;
  revision?: number;
}

export async function update(db: Db, id: string, { answers, ...columns }: Outcome): Promise<void> {
  const patch = answers === undefined ? columns : { ...columns, answers: JSON.stringify(answers) };
  await db.updateTable('submissions').set(patch).where('id', '=', id).execute();
}

export async function insertEvent(
  db: Db,
  submission: { id: string; version_id: string },
  event: {
    type: SubmissionEventType;
    actorId: string | null;
    pageKey?: string;
    details?: { field: string; rule?: string }[];
  },
): Promise<void> {
  const row = {
    submission_id: submission.id,
    version_id: submission.version_id,
    type: event.type,
    page_key: event.pageKey ?? null,
    details: JSON.stringify(event.details ?? []),
    actor_id: event.actorId,
  };
  await db.insertInto('submission_events').values(row).execute();
}
