import { sql } from 'kysely';
import type { Db } from './pool.js';

/** One column, as PostgreSQL's own catalog has it. */
export interface Column {
  table: string;
  name: string;
  /** The type's name; of an array, its element's: `text`, `citext`, `int4`, `uuid`, `user_role`, … */
  type: string;
  isArray: boolean;
  /** The values of an enum, in order. */
  labels: string[] | null;
  isNullable: boolean;
  /** A default, an identity or a generated value: nobody has to give it. */
  hasDefault: boolean;
  /** An identity or a generated value: nobody may give it. */
  isGenerated: boolean;
  /** The table's whole primary key. */
  isKey: boolean;
  /** The table that a foreign key beginning with this column points to. */
  references: string | null;
}

/** The columns of tables in `public`, in their order. */
export async function columnsOf(db: Db, tables: string[]): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as "table", a.attname as name, coalesce(element.typname, t.typname) as type,
      element.oid is not null as "isArray",
      (select array_agg(enumlabel::text order by enumsortorder) from pg_enum
        where enumtypid = coalesce(element.oid, t.oid)) as labels,
      not a.attnotnull as "isNullable",
      a.atthasdef or a.attidentity <> '' as "hasDefault",
      a.attidentity <> '' or a.attgenerated <> '' as "isGenerated",
      exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p' and k.conkey = array[a.attnum]) as "isKey",
      (select target.relname from pg_constraint k join pg_class target on target.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.conkey[1] = a.attnum
        order by cardinality(k.conkey) limit 1) as "references"
    from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_type element on t.typcategory = 'A' and element.oid = t.typelem
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any (${tables})
    order by c.relname, a.attnum`.execute(db);
  return rows;
}
