import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Whole days in UTC, both within the range; `YYYY-MM-DD`. */
export interface Range {
  from: string;
  to: string;
}

export interface Day {
  day: string;
  registrations: number;
  started: number;
  completed: number;
}

/** What happened on each day of a range: accounts of members made, and of a flow, or of all, submissions begun and completed. */
export async function byDay(db: Db, { from, to }: Range, flowId: string | null): Promise<Day[]> {
  const ofFlow = flowId === null ? sql`true` : sql`flow_id = ${flowId}`;
  const { rows } = await sql<Day>`
    with days as (select generate_series(${from}::date, ${to}::date, '1 day')::date as day),
    registered as (
      select made_on as day, sum(n)::int as n from user_tallies
      where made_on between ${from} and ${to} and role = 'member' group by 1),
    begun as (
      select begun_on as day, sum(n)::int as n from submission_tallies
      where begun_on between ${from} and ${to} and ${ofFlow} group by 1),
    done as (
      select completed_on as day, sum(n)::int as n from submission_tallies
      where completed_on between ${from} and ${to} and ${ofFlow} group by 1)
    select days.day::text, coalesce(registered.n, 0) as registrations, coalesce(begun.n, 0) as started,
      coalesce(done.n, 0) as completed
    from days left join registered using (day) left join begun using (day) left join done using (day) order by days.day`.execute(
    db,
  );
  return rows;
}

/** How many began a version within a range, and how many of them have completed it by now. */
export async function outcome(db: Db, versionId: string, { from, to }: Range) {
  const { rows } = await sql<{ started: number; completed: number }>`
    select coalesce(sum(n), 0)::int as started, coalesce(sum(n) filter (where completed_on is not null), 0)::int as completed
    from submission_tallies where version_id = ${versionId} and begun_on between ${from} and ${to}`.execute(db);
  return rows[0] ?? { started: 0, completed: 0 };
}

export interface Came {
  key: string;
  /** Those who came to see it: the first page everybody, another whoever saved the one before. */
  shown: number;
  /** Those of them who saved it. */
  saved: number;
}

/** How far those came who began a version within a range: what is in the tallies, put right by the events since. */
export async function steps(db: Db, versionId: string, { from, to }: Range): Promise<Came[]> {
  const those = sql`version_id = ${versionId} and begun_on between ${from} and ${to}`;
  const end = sql`9223372036854775807`;
  const { rows } = await sql<Came>`
    with counted as (
      select page_key, shown, saved from step_tallies where ${those}
      union all
      select page_key, shown, saved from step_marks, step_counts(event_id, ${end}, ${end}) where ${those}
      union all
      select page_key, -shown, -saved from step_marks, step_counts(event_id, ${end}, event_id) where ${those})
    select page_key as key, sum(shown)::int as shown, sum(saved)::int as saved from counted group by 1`.execute(db);
  return rows;
}

/** Whose times are looked at: of more, so many by chance. */
export const mostTimed = 2000;

/**
 * Seconds from being shown a page to saving it first, the median, page by page in the order of the keys; null where nobody did. Of
 * those who began a version within a range, or a share of them: ids are random, so the lowest are as good as any.
 */
export async function medians(
  db: Db,
  { versionId, keys, share }: { versionId: string; keys: string[]; share: number },
  { from, to }: Range,
): Promise<{ key: string; median_s: number | null }[]> {
  const { rows } = await sql<{ key: string; median_s: number | null }>`
    with cohort as materialized (
      select id, started_at from submissions
      where version_id = ${versionId} and started_at >= ${from}::date::timestamp at time zone 'UTC'
        and started_at < (${to}::date + 1)::timestamp at time zone 'UTC' and id <= ${shareOfIds(share)}::uuid),
    pages as (select key, n from unnest(${keys}::text[]) with ordinality as page (key, n)),
    saves as (
      select cohort.id, started_at, n, at
      from cohort cross join lateral (
        select page_key, min(created_at) as at from submission_events
        where submission_id = cohort.id and type = 'page_saved' group by 1) as first
      join pages on key = page_key),
    timed as (
      select n, at - case when n = 1 then started_at when lag(n) over submission = n - 1 then lag(at) over submission end as took
      from saves window submission as (partition by id order by n))
    select key, percentile_cont(0.5) within group (order by extract(epoch from took)::float8) filter (where took >= '0') as median_s
    from pages left join timed on timed.n = pages.n group by pages.n, key order by pages.n`.execute(db);
  return rows;
}

/** The last id of a share of all that are possible. */
function shareOfIds(share: number): string {
  const first =
    share >= 1
      ? 'ffffffff'
      : Math.floor(share * 2 ** 32)
          .toString(16)
          .padStart(8, '0');
  return `${first}-ffff-ffff-ffff-ffffffffffff`;
}

/** The versions of a flow, the latest first, each with the day it was published. */
export function versionsOf(db: Db, flowId: string) {
  return db
    .selectFrom('flow_versions')
    .select(['id', 'number', 'title', sql<string>`(published_at at time zone 'UTC')::date::text`.as('day')])
    .where('flow_id', '=', flowId)
    .orderBy('number', 'desc')
    .limit(500)
    .execute();
}
