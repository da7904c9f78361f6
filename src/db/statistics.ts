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
  const { rows } = await sql<Day>`
    with days as (select generate_series(${from}::date, ${to}::date, '1 day')::date as day),
    bounds as (select ${from}::date::timestamp at time zone 'UTC' as first, (${to}::date + 1)::timestamp at time zone 'UTC' as past),
    registered as (
      select (created_at at time zone 'UTC')::date as day, count(*)::int as n from users, bounds
      where created_at >= first and created_at < past and role = 'member' group by 1),
    begun as (
      select (started_at at time zone 'UTC')::date as day, count(*)::int as n from submissions, bounds
      where started_at >= first and started_at < past and (${flowId}::uuid is null or flow_id = ${flowId}::uuid) group by 1),
    done as (
      select (completed_at at time zone 'UTC')::date as day, count(*)::int as n from submissions, bounds
      where completed_at >= first and completed_at < past and (${flowId}::uuid is null or flow_id = ${flowId}::uuid) group by 1)
    select days.day::text, coalesce(registered.n, 0) as registrations, coalesce(begun.n, 0) as started,
      coalesce(done.n, 0) as completed
    from days left join registered using (day) left join begun using (day) left join done using (day) order by days.day`.execute(
    db,
  );
  return rows;
}

export interface Step {
  key: string;
  /** Those who came to see it: the first page everybody, another whoever saved the one before. */
  shown: number;
  /** Those of them who saved it. */
  saved: number;
  /** Seconds from being shown it to saving it first, the median; null where nobody did. */
  median_s: number | null;
}

/** How far those came who began a version within a range, page by page in the order of the keys. */
export async function funnel(db: Db, versionId: string, keys: string[], { from, to }: Range): Promise<Step[]> {
  const { rows } = await sql<Step>`
    with cohort as (
      select id, started_at from submissions
      where version_id = ${versionId} and started_at >= ${from}::date::timestamp at time zone 'UTC'
        and started_at < (${to}::date + 1)::timestamp at time zone 'UTC'),
    pages as (select key, n from unnest(${keys}::text[]) with ordinality as page (key, n)),
    saves as (
      select submission_id, page_key as key, min(created_at) as at from submission_events
      where type = 'page_saved' and submission_id in (select id from cohort) group by 1, 2),
    shown as (
      select pages.n, cohort.id, case when pages.n = 1 then started_at else before.at end as at
      from pages cross join cohort
      left join pages as previous on previous.n = pages.n - 1
      left join saves as before on before.submission_id = cohort.id and before.key = previous.key
      where pages.n = 1 or before.at is not null)
    select pages.key, count(shown.id)::int as shown, count(saves.at)::int as saved,
      percentile_cont(0.5) within group (order by extract(epoch from saves.at - shown.at)::float8)
        filter (where saves.at >= shown.at) as median_s
    from pages left join shown on shown.n = pages.n left join saves on saves.submission_id = shown.id and saves.key = pages.key
    group by pages.n, pages.key order by pages.n`.execute(db);
  return rows;
}

/** How many began a version within a range, and how many of them have completed it by now. */
export async function outcome(db: Db, versionId: string, { from, to }: Range) {
  const { rows } = await sql<{ started: number; completed: number }>`
    select count(*)::int as started, count(*) filter (where status = 'completed')::int as completed from submissions
    where version_id = ${versionId} and started_at >= ${from}::date::timestamp at time zone 'UTC'
      and started_at < (${to}::date + 1)::timestamp at time zone 'UTC'`.execute(db);
  return rows[0] ?? { started: 0, completed: 0 };
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
