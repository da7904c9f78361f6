import type { Db } from './pool.js';
import type { Field } from './types.js';

/** The whole library, by label. */
export function library(db: Db): Promise<Field[]> {
  return db.selectFrom('fields').selectAll().orderBy('label').orderBy('key').execute();
}

/** In which other flows fields stand, a row each. */
export function usesElsewhere(db: Db, flowId: string): Promise<{ field_id: string; title: string }[]> {
  return db
    .selectFrom('page_fields')
    .innerJoin('flows', 'flows.id', 'page_fields.flow_id')
    .select(['page_fields.field_id', 'flows.title'])
    .where('flows.id', '<>', flowId)
    .orderBy('flows.title')
    .orderBy('flows.id')
    .execute();
}
