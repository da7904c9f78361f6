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
  if (event.type === 'page_refused' && (await refusals(db, submission.id)) >= mostRefusals) return;
  await db.insertInto('submission_events').values(row).execute();
}

/** Refused pages of one submission that are written down within an hour: what stops somebody shows long before, and nobody fills the table. */
const mostRefusals = 100;

/** Refused pages of the last hour, among the last events: what came before those is not looked at. */
async function refusals(db: Db, submissionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select type, created_at from submission_events
      where submission_id = ${submissionId} order by id desc limit ${2 * mostRefusals}) latest
    where type = 'page_refused' and created_at > now() - interval '1 hour'`.execute(db);
  return rows[0]?.count ?? 0;
}
