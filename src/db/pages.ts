import { type Insertable, sql, type Updateable } from 'kysely';
import { errors } from '../errors.js';
import type { Db } from './pool.js';
import type { Database, Field, Page } from './types.js';

export interface Placement {
  field_id: string;
  required: boolean;
}

export interface DraftPage extends Page {
  fields: (Field & { required: boolean })[];
}

/** A draft's pages in order, each with its fields in order. */
export async function ofFlow(db: Db, flowId: string): Promise<DraftPage[]> {
  const pages = await db.selectFrom('pages').selectAll().where('flow_id', '=', flowId).orderBy('position').execute();
  const placed = await db
    .selectFrom('page_fields')
    .innerJoin('fields', 'fields.id', 'page_fields.field_id')
    .selectAll('fields')
    .select(['page_fields.required', 'page_fields.page_id'])
    .where('page_fields.flow_id', '=', flowId)
    .orderBy('page_fields.position')
    .execute();
  return pages.map((page) => ({
    ...page,
    fields: placed.filter((field) => field.page_id === page.id).map(({ page_id, ...field }) => field),
  }));
}

export function find(db: Db, id: string): Promise<Page | undefined> {
  return db.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirst();
}

export function insert(db: Db, row: Insertable<Database['pages']>): Promise<Page> {
  return db.insertInto('pages').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function update(db: Db, id: string, patch: Updateable<Database['pages']>): Promise<void> {
  await db.updateTable('pages').set(patch).where('id', '=', id).execute();
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('pages').where('id', '=', id).execute();
}

/** Gives pages the positions 1, 2, 3… in the order of their ids. */
export async function order(db: Db, ids: string[]): Promise<void> {
  await sql`update pages set position = place.n
    from unnest(${ids}::uuid[]) with ordinality as place (id, n)
    where pages.id = place.id and pages.position <> place.n`.execute(db);
}

/** Puts exactly these fields on a page, in this order. One that stands on another page of the flow moves here. Throws VALIDATION_ERROR. */
export async function place(db: Db, page: Pick<Page, 'id' | 'flow_id'>, placements: Placement[]): Promise<void> {
  await db.deleteFrom('page_fields').where('page_id', '=', page.id).execute();
  if (!placements.length) return;
  await db
    .deleteFrom('page_fields')
    .where('flow_id', '=', page.flow_id)
    .where(
      'field_id',
      'in',
      placements.map((placement) => placement.field_id),
    )
    .execute();
  const rows = placements.map((placement, index) => ({
    ...placement,
    page_id: page.id,
    flow_id: page.flow_id,
    position: index + 1,
  }));
  await db
    .insertInto('page_fields')
    .values(rows)
    .execute()
    // The same constraint also keeps a field that stands on a page from being deleted: here it is the other way round.
    .catch((error: { constraint?: string }) => {
      if (error.constraint !== 'page_fields_field_id_fkey') throw error;
      throw errors.invalid('fields', 'One of these fields is no longer in the library.', 'exists');
    });
}

/** Takes every field off a draft's pages, so that they can be laid out anew in any order. */
export async function clear(db: Db, flowId: string): Promise<void> {
  await db.deleteFrom('page_fields').where('flow_id', '=', flowId).execute();
}
