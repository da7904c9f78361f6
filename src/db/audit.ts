import { type Insertable, sql } from 'kysely';
import { inChunks } from './chunks.js';
import type { Db } from './pool.js';
import type { Database } from './types.js';

export async function insert(db: Db, row: Insertable<Database['audit_log']>): Promise<void> {
  await db.insertInto('audit_log').values(row).execute();
}

export async function insertAll(db: Db, rows: Insertable<Database['audit_log']>[]): Promise<void> {
  await inChunks(rows, (some) => db.insertInto('audit_log').values(some).execute());
}

/** What an entry is looked for about: rows of a table; of their changes those of a column, or of where a field stands. */
export interface Subject {
  entity: string;
  ids: string[];
  column?: string;
  /** A field's key. */
  placed?: string;
}

/** Who made the last change of something, and when; somebody else than `but`, if it was ever anybody else. */
export async function last(
  db: Db,
  { entity, ids, column, placed }: Subject,
  but: string | null,
): Promise<{ name: string | null; email: string | null; created_at: Date } | undefined> {
  const holds = placed === undefined ? null : JSON.stringify([{ key: placed }]);
  const { rows } = await sql<{ name: string | null; email: string | null; created_at: Date }>`
    select u.email, a.created_at, case when u.erased_at is null then u.full_name else 'Erased account' end as name
    from audit_log a left join users u on u.id = a.actor_id
    where a.entity = ${entity} and a.entity_id = any (${ids}::text[])
      and (${column || null}::text is null or a.after is null or a.after ? ${column || null}::text)
      and (${holds}::jsonb is null or a.before -> 'fields' @> ${holds}::jsonb or a.after -> 'fields' @> ${holds}::jsonb)
    order by (a.actor_id is distinct from ${but}) desc, a.id desc limit 1`.execute(db);
  return rows[0];
}
