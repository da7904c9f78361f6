import { type Insertable, sql } from 'kysely';
import type { Db } from './pool.js';
import type { Database } from './types.js';

/** Whether anybody with an address of this domain is there. */
export async function hasPeopleOf(db: Db, domain: string): Promise<boolean> {
  const query = db
    .selectFrom('users')
    .select('id')
    .where('email', 'like', sql<string>`${`%@${domain}`}`);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

/** Whether anybody has begun a flow. */
export async function hasSubmissions(db: Db): Promise<boolean> {
  return (await db.selectFrom('submissions').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Inserts rows in few statements. */
export async function insertAll<T extends keyof Database>(tx: Db, table: T, rows: Insertable<Database[T]>[]) {
  for (let at = 0; at < rows.length; at += 1000) {
    // biome-ignore lint/suspicious/noExplicitAny: of the table's own rows, which the compiler can't follow through a generic
    await (tx as any)
      .insertInto(table)
      .values(rows.slice(at, at + 1000))
      .execute();
  }
}

/** Lets a flow and its first version be there since a moment in the past, as a version that is evidence never could be. */
export async function backdate(tx: Db, flowId: string, since: Date): Promise<void> {
  await sql`alter table flow_versions disable trigger flow_versions_append_only`.execute(tx);
  await sql`update flow_versions set published_at = ${since} where flow_id = ${flowId}`.execute(tx);
  await sql`alter table flow_versions enable trigger flow_versions_append_only`.execute(tx);
  await sql`update flows set created_at = ${since} where id = ${flowId}`.execute(tx);
}

export async function insertVersion(tx: Db, row: Insertable<Database['flow_versions']>): Promise<string> {
  const { id } = await tx.insertInto('flow_versions').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}
