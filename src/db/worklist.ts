import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.js';

/** Of those who wait, so many are looked at, those who wait longest; and so many are listed. */
export const mostWaiting = 10_000;
export const mostListed = 100;

export interface Waiting {
  /** Whole days in which nothing was saved. */
  days: number;
  flowId?: string;
  /** A page's key; null for those who have answered every page and not finished. */
  page?: string | null;
  /** What stopped them last on that page: a field's path and the rule it broke. */
  error?: { field: string; rule: string | null };
}

/** How many stand on a page of a version, and met the same error there last. */
export interface Group {
  flow_id: string;
  version_id: string;
  page: string | null;
  field: string | null;
  rule: string | null;
  people: number;
}

export interface Person {
  id: string;
  user_id: string;
  email: string;
  full_name: string | null;
  flow_id: string;
  slug: string;
  version_id: string;
  page: string | null;
  since: Date;
  errors: { field: string; rule?: string }[];
  refused_at: Date | null;
}

/** Who is on his way and has saved nothing for long, in groups; those who can't sign in any more are left out. */
export async function groups(db: Db, at: Pick<Waiting, 'days' | 'flowId'>): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select flow_id, version_id, waiting.current_page as page, ${firstError('field')} as field, ${firstError('rule')} as rule,
      count(*)::int as people
    from ${waiting(at)} ${refused} group by 1, 2, 3, 4, 5`.execute(db);
  return rows;
}

/** Those who wait longest, and how many there are in all, exact up to `mostWaiting`. */
export async function people(db: Db, at: Waiting): Promise<{ people: Person[]; total: number }> {
  const { rows } = await sql<Person & { total: number }>`
    with found as materialized (
      select waiting.*, coalesce(refusal.details, '[]') as errors, refusal.created_at as refused_at
      from ${waiting(at)} ${refused} where ${met(at.error)}
    ), listed as (select * from found order by updated_at, id limit ${mostListed})
    select listed.id, user_id, email, full_name, listed.flow_id, slug, version_id, current_page as page,
      listed.updated_at as since, errors, refused_at, (select count(*)::int from found) as total
    from listed join users on users.id = listed.user_id join flows on flows.id = listed.flow_id
    order by listed.updated_at, listed.id`.execute(db);
  return { people: rows.map(({ total, ...person }) => person), total: rows[0]?.total ?? 0 };
}

function waiting({ days, flowId, page }: Waiting): RawBuilder<unknown> {
  const ofFlow = flowId === undefined ? sql`true` : sql`flow_id = ${flowId}`;
  const onPage = page === undefined ? sql`true` : sql`current_page is not distinct from ${page}`;
  return sql`(
    select id, user_id, flow_id, version_id, current_page, updated_at from submissions
    where status = 'in_progress' and updated_at < now() - make_interval(days => ${days}) and ${ofFlow} and ${onPage}
      and exists (select from users where users.id = user_id and is_active and deleted_at is null)
    order by updated_at, id limit ${mostWaiting}) as waiting`;
}

/** Only a refusal of the page somebody stands on can be what stops him; what he has got past is not. */
const refused = sql`left join lateral (
  select details, created_at from submission_events
  where submission_id = waiting.id and type = 'page_refused' and page_key = waiting.current_page
  order by submission_events.id desc limit 1) as refusal on true`;

const firstError = (part: 'field' | 'rule') => sql`refusal.details -> 0 ->> ${sql.lit(part)}`;

function met(error: Waiting['error']): RawBuilder<unknown> {
  if (!error) return sql`true`;
  return sql`${firstError('field')} = ${error.field} and ${firstError('rule')} is not distinct from ${error.rule}`;
}
