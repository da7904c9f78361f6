import { sql } from 'kysely';
import type { Db } from './pool.js';

/** So many submissions in progress are counted; whatever is said of more is said of as many of them. */
export const mostCounted = 10_000;

export interface Asked {
  flowId: string;
  /** Keys of the fields that the new version asks for. */
  fields: string[];
  /** Of each version, the pages that the new one changes. */
  changed: { id: string; pages: string[] }[];
}

export interface Tally {
  in_progress: number;
  /** Hold an answer to a field that goes. */
  losing: number;
  /** Have answered a page that changes. */
  passed: number;
}

const held = (flowId: string) => sql`
  select version_id, answers, answered_pages from submissions
  where flow_id = ${flowId} and status = 'in_progress' and erased_at is null limit ${mostCounted}`;

/** How many are in progress, and how many of them a new version touches. */
export async function tally(db: Db, { flowId, fields, changed }: Asked): Promise<Tally> {
  const { rows } = await sql<Tally>`
    with held as (${held(flowId)})
    select count(*)::int as in_progress,
      (count(*) filter (where answers - ${fields}::text[] <> '{}'))::int as losing,
      (count(*) filter (where answered_pages && changed.pages))::int as passed
    from held left join jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as changed (id uuid, pages text[])
      on changed.id = held.version_id`.execute(db);
  return rows[0] as Tally;
}

/** How many are in progress on each version, the newest first. */
export async function byVersion(db: Db, flowId: string): Promise<{ number: number; count: number }[]> {
  const { rows } = await sql<{ number: number; count: number }>`
    with held as (${held(flowId)})
    select number, count(*)::int as count from held join flow_versions on flow_versions.id = held.version_id
    group by number order by number desc`.execute(db);
  return rows;
}

/** Each field that goes, with how many hold an answer to it; the most first. */
export async function answersLost(db: Db, { flowId, fields }: Asked): Promise<{ key: string; count: number }[]> {
  const { rows } = await sql<{ key: string; count: number }>`
    with held as (${held(flowId)})
    select key, count(*)::int as count from held, jsonb_object_keys(answers) as key
    where key <> all (${fields}::text[]) group by key order by count desc, key`.execute(db);
  return rows;
}

/** Whether more are in progress than are counted. */
export async function isBeyond(db: Db, flowId: string): Promise<boolean> {
  const { rows } = await sql`select from submissions
    where flow_id = ${flowId} and status = 'in_progress' and erased_at is null offset ${mostCounted} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}
