import { sql } from 'kysely';
import type { Db } from './pool.js';
import type { User } from './types.js';
import { markOf } from './users.js';

/** Whoever signs in to the back office; his mark is another after each change that ends his sessions. */
export type Clerk = User & { mark: string; has_factor: boolean };

/** The live, active account of an id. */
export function findClerk(db: Db, id: string): Promise<Clerk | undefined> {
  return db
    .selectFrom('users')
    .innerJoin('user_secrets', 'user_secrets.user_id', 'users.id')
    .selectAll('users')
    .select([
      markOf.as('mark'),
      sql<boolean>`exists (
        select from second_factors where user_id = users.id and confirmed_at is not null)`.as('has_factor'),
    ])
    .where('users.id', '=', id)
    .where('deleted_at', 'is', null)
    .where('is_active', '=', true)
    .executeTakeFirst();
}

/** When a session of the back office ends unless somebody asks for something before. */
export async function endOf(db: Db, sid: string): Promise<Date | undefined> {
  const row = await db.selectFrom('admin_sessions').select('expire').where('sid', '=', sid).executeTakeFirst();
  return row?.expire;
}

/** The library, each field with the page of this flow it stands on, if it does. */
export function libraryFor(db: Db, flowId: string) {
  return db
    .selectFrom('fields')
    .leftJoin('page_fields', (join) =>
      join.onRef('page_fields.field_id', '=', 'fields.id').on('page_fields.flow_id', '=', flowId),
    )
    .leftJoin('pages', 'pages.id', 'page_fields.page_id')
    .select([
      'fields.id',
      'fields.key',
      'fields.label',
      'fields.type',
      'pages.id as page_id',
      'pages.title as page_title',
    ])
    .orderBy('fields.label')
    .orderBy('fields.key')
    .execute();
}

/** What happened to a submission, the latest last; of very many the last 500. Names are of accounts that may be gone by now. */
export async function eventsOf(db: Db, submissionId: string) {
  const latest = await db
    .selectFrom('submission_events')
    .leftJoin('users', 'users.id', 'submission_events.actor_id')
    .select(['submission_events.type', 'page_key', 'details', 'submission_events.created_at'])
    .select(['actor_id', 'version_id'])
    .select(['users.email as by_email', nameOf.as('by_name')])
    .where('submission_id', '=', submissionId)
    .orderBy('submission_events.id', 'desc')
    .limit(500)
    .execute();
  return latest.reverse();
}

/** A name for accounts by id, also for those that were deleted; null where somebody gave none. */
export function namesOf(db: Db, ids: string[]) {
  return db
    .selectFrom('users')
    .select(['id', 'email', nameOf.as('full_name')])
    .where('id', 'in', ids)
    .execute();
}

const nameOf = sql<string | null>`case when erased_at is null then full_name else 'Erased account' end`;

export interface FlowOverview {
  id: string;
  slug: string;
  title: string;
  /** The number of the version that clients see; null where nothing was published. */
  live: number | null;
  in_progress: number;
  completed: number;
}

/** Every flow that is not archived with its live version, and how many are on their way through it and how many have finished. */
export async function overview(db: Db): Promise<FlowOverview[]> {
  const { rows } = await sql<FlowOverview>`
    select id, slug, title,
      (select max(number) from flow_versions where flow_id = flows.id) as live,
      coalesce((select sum(n) from submission_tallies where flow_id = flows.id and completed_on is null), 0)::int as in_progress,
      coalesce((select sum(n) from submission_tallies where flow_id = flows.id and completed_on is not null), 0)::int as completed
    from flows where archived_at is null order by title, id limit 100`.execute(db);
  return rows;
}

/** The number of the live version of each of these flows that has one. */
export function liveNumbers(db: Db, flowIds: string[]): Promise<{ flow_id: string; number: number }[]> {
  return db
    .selectFrom('flow_versions')
    .select(({ fn }) => ['flow_id', fn.max('number').as('number')])
    .where('flow_id', 'in', flowIds)
    .groupBy('flow_id')
    .execute();
}

/** Which actions, or which kinds of things, the audit log tells of: by the index alone, a step for each, however long the log is. */
export async function kindsOf(db: Db, column: 'action' | 'entity'): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select min(${sql.ref(column)}) as kind from audit_log)
      union all
      select (select min(${sql.ref(column)}) from audit_log where ${sql.ref(column)} > found.kind) from found where kind is not null)
    select kind from found where kind is not null`.execute(db);
  return rows.map(({ kind }) => kind);
}
