import { type Insertable, sql } from 'kysely';
import type { Db } from './pool.js';
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

/**
 * One statement: owner, not sealed, not erased, version and revision checked, the page replaced, the event written, webhooks told.
 * undefined when any of the conditions does not hold.
 */
export async function savePage(
  db: Db,
  at: { id: string; userId: string; flow: string; versionId: string; version: number; revision?: number },
  page: PageAnswers,
): Promise<Submission | undefined> {
  const saved = await sql<Submission & { told: unknown }>`
    with saved as (
      update submissions s set
        answers = (s.answers - ${page.fields}::text[]) || ${JSON.stringify(page.answers)}::jsonb,
        answered_pages = array_remove(s.answered_pages, ${page.key}) || ${page.key}::text,
        current_page = (
          select k from unnest(${page.order}::text[]) with ordinality as pages (k, n)
          where k <> ${page.key} and k <> all (s.answered_pages) order by n limit 1),
        revision = s.revision + 1
      where s.id = ${at.id} and s.user_id = ${at.userId} and s.status = 'in_progress' and s.erased_at is null
        and s.version_id = ${at.versionId}
        and (${at.revision ?? null}::int is null or s.revision = ${at.revision ?? null}::int)
      returning s.*
    ), event as (
      insert into submission_events (submission_id, version_id, type, page_key, actor_id)
      select id, version_id, 'page_saved', ${page.key}, ${at.userId} from saved
    ), told as (
      select emit_webhook('submission.page_saved', user_id, jsonb_build_object('submission', jsonb_build_object('id', id,
        'user_id', user_id, 'flow', ${at.flow}::text, 'version', ${at.version}::int, 'revision', revision), 'page', ${page.key}::text))
      from saved
    )
    select saved.*, (select count(*) from told) as told from saved`.execute(db);
  const [row] = saved.rows;
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
