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

/**
 * Who is on his way and has saved nothing for long: in groups, those who wait longest, and how many there are in all, exact up to
 * `mostWaiting`. Of groups those who met another error count too. Who can't sign in any more is left out.
 */
export async function find(db: Db, at: Waiting): Promise<{ groups: Group[]; people: Person[]; total: number }> {
  const { rows } = await sql<{ of_all: { groups: Group[]; total: number } } & Person>`
    with waiting as materialized (
      select waiting.*, refusal.details, refusal.created_at as refused_at from ${waiting(at)} ${refused}),
    groups as (
      select flow_id, version_id, current_page as page, ${firstError('field')} as field, ${firstError('rule')} as rule,
        count(*)::int as people
      from waiting group by 1, 2, 3, 4, 5),
    found as (select * from waiting where ${met(at.error)}),
    listed as (
      select found.id, user_id, email, full_name, found.flow_id, slug, version_id, current_page as page, found.updated_at as since,
        coalesce(details, '[]') as errors, refused_at
      from (select * from found order by updated_at, id limit ${mostListed}) as found
        join users on users.id = user_id join flows on flows.id = flow_id)
    select json_build_object('groups', (select coalesce(json_agg(groups), '[]') from groups),
      'total', (select count(*) from found)) as of_all, listed.*
    from (values (1)) as once left join listed on true order by since, id`.execute(db);
  const people = rows.filter(({ id }) => id !== null).map(({ of_all, ...person }) => person);
  return { people, ...(rows[0]?.of_all ?? { groups: [], total: 0 }) };
}

function waiting({ days, flowId, page }: Waiting): RawBuilder<unknown> {
  const ofFlow = flowId === undefined ? sql`true` : sql`flow_id = ${flowId}`;
  const onPage = page === undefined ? sql`true` : sql`current_page is not distinct from ${page}`;
  return sql`(
    select id, user_id, flow_id, version_id, current_page, updated_at from submissions
    where status = 'in_progress' and updated_at < now() - make_interval(days => ${days}) and ${ofFlow} and ${onPage}
      and not exists (select from users where users.id = user_id and (not is_active or deleted_at is not null))
    order by updated_at, id limit ${mostWaiting}) as waiting`;
}

/** Only a refusal of the page somebody stands on can be what stops him; what he has got past is not. */
const refused = sql`left join lateral (
  select details, created_at from submission_events
  where submission_id = waiting.id and type = 'page_refused' and page_key = waiting.current_page
  order by submission_events.id desc limit 1) as refusal on true`;

const firstError = (part: 'field' | 'rule') => sql`details -> 0 ->> ${sql.lit(part)}`;

function met(error: Waiting['error']): RawBuilder<unknown> {
  if (!error) return sql`true`;
  return sql`${firstError('field')} = ${error.field} and ${firstError('rule')} is not distinct from ${error.rule}`;
}
