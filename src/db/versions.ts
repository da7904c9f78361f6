import { type Insertable, sql } from 'kysely';
import type { Db } from './pool.js';
import type { Database, FlowVersion } from './types.js';

const withSlug = (db: Db) =>
  db
    .selectFrom('flow_versions')
    .innerJoin('flows', 'flows.id', 'flow_versions.flow_id')
    .selectAll('flow_versions')
    .select('flows.slug');

export type StoredVersion = FlowVersion & { slug: string };

export function insert(db: Db, row: Insertable<Database['flow_versions']>): Promise<FlowVersion> {
  return db.insertInto('flow_versions').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function lastNumber(db: Db, flowId: string): Promise<number> {
  const { last } = await db
    .selectFrom('flow_versions')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('flow_id', '=', flowId)
    .executeTakeFirstOrThrow();
  return last;
}

export function find(db: Db, id: string): Promise<StoredVersion | undefined> {
  return withSlug(db).where('flow_versions.id', '=', id).executeTakeFirst();
}

/** The versions of a flow that somebody is on the way through, the oldest first. */
export function underWay(db: Db, flowId: string): Promise<FlowVersion[]> {
  return db
    .selectFrom('flow_versions')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('submissions')
          .whereRef('submissions.version_id', '=', 'flow_versions.id')
          .where('status', '=', 'in_progress')
          .where('erased_at', 'is', null),
      ),
    )
    .orderBy('number')
    .execute();
}

/** The last version of a flow, archived or not. */
export function findLast(db: Db, flowId: string): Promise<StoredVersion | undefined> {
  return withSlug(db).where('flow_versions.flow_id', '=', flowId).orderBy('number', 'desc').limit(1).executeTakeFirst();
}

export function findByNumber(db: Db, slug: string, number: number): Promise<StoredVersion | undefined> {
  return withSlug(db).where('flows.slug', '=', slug).where('number', '=', number).executeTakeFirst();
}

export type Current = Pick<FlowVersion, 'id' | 'flow_id' | 'language' | 'languages'>;

/** The id and languages of what a flow shows now, without its pages: cheap enough to ask at each request. An archived one shows nothing. */
export function findCurrent(db: Db, slug: string): Promise<Current | undefined> {
  return db
    .selectFrom('flow_versions')
    .innerJoin('flows', 'flows.id', 'flow_versions.flow_id')
    .select(['flow_versions.id', 'flow_versions.flow_id', 'flow_versions.language', 'flow_versions.languages'])
    .where('flows.slug', '=', slug)
    .where('flows.archived_at', 'is', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What a version is called in its other languages, without all else it says in them. */
const titles = sql<Record<string, string>>`(
  select coalesce(jsonb_object_agg(tag, texts -> 'title') filter (where texts ? 'title'), '{}')
  from jsonb_each(flow_versions.translations) as said (tag, texts))`;

/** Every published flow with its current version, by slug; archived ones are left out. */
export function published(db: Db) {
  return db
    .selectFrom('flow_versions')
    .innerJoin('flows', 'flows.id', 'flow_versions.flow_id')
    .where('flows.archived_at', 'is', null)
    .distinctOn('flows.slug')
    .select(['flows.slug', 'flow_versions.title', 'flow_versions.number as version'])
    .select(['flow_versions.language', 'flow_versions.languages'])
    .select(titles.as('titles'))
    .orderBy('flows.slug')
    .orderBy('number', 'desc')
    .execute();
}
