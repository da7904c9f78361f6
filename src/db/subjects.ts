import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.js';

const users = sql`case when users.erased_at is null then coalesce(users.full_name, users.email) else 'Erased account' end`;

/** What the audit log tells of, by table: from where, and as what people know one of it. */
const sources: Record<string, { from: RawBuilder<unknown>; name: RawBuilder<unknown> }> = {
  users: { from: sql`users`, name: users },
  submissions: {
    from: sql`submissions join users on users.id = submissions.user_id join flows on flows.id = submissions.flow_id`,
    name: sql`concat(${users}, ' · ', flows.title)`,
  },
  flows: { from: sql`flows`, name: sql`title` },
  pages: { from: sql`pages`, name: sql`title` },
  fields: { from: sql`fields`, name: sql`label` },
  webhooks: { from: sql`webhooks`, name: sql`coalesce(description, url)` },
  mails: { from: sql`mails`, name: sql`recipient` },
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names of things by their ids; what is not there any more has none. */
export async function namesOf(db: Db, table: string, ids: string[]): Promise<Map<string, string>> {
  const source = Object.hasOwn(sources, table) ? sources[table] : undefined;
  const usable = ids.filter((id) => uuid.test(id));
  if (!source || !usable.length) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select ${sql.ref(`${table}.id`)}::text as id, ${source.name} as name from ${source.from}
    where ${sql.ref(`${table}.id`)} = any (${usable}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
