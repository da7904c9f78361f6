import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Where something is kept that only the server's secret opens, by the key of its row. */
export const places = {
  second_factors: 'user_id',
  webhook_secrets: 'webhook_id',
} as const;
export type Place = keyof typeof places;

/** Some rows of a place after a key, in the order of their keys. */
export async function sealedAfter(db: Db, place: Place, after: string, most: number) {
  const key = sql.ref(places[place]);
  const { rows } = await sql<{ id: string; secret: Buffer }>`
    select ${key} as id, secret from ${sql.table(place)} where ${key} > ${after}::uuid order by ${key} limit ${most}`.execute(
    db,
  );
  return rows;
}

/** Puts a secret in place of another, unless that was changed meanwhile. */
export async function replace(db: Db, place: Place, id: string, { from, to }: { from: Buffer; to: Buffer }) {
  await sql`update ${sql.table(place)} set secret = ${to}
    where ${sql.ref(places[place])} = ${id} and secret = ${from}`.execute(db);
}

/** How many accounts have recovery codes that are hashed under another secret than the one named. */
export async function accountsWithOtherCodes(db: Db, keyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(distinct user_id)::int as count from recovery_codes
    where used_at is null and key_id is distinct from ${keyId}`.execute(db);
  return rows[0]?.count ?? 0;
}
