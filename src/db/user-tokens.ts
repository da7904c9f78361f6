import { type Insertable, sql } from 'kysely';
import { inChunks } from './chunks.js';
import type { Db } from './pool.js';
import type { Database, UserTokenPurpose } from './types.js';

type Row = Omit<Insertable<Database['user_tokens']>, 'expires_at'>;

/** Stores a token's hash; `lifetime` in seconds. */
export async function insert(db: Db, row: Row, lifetime: number): Promise<void> {
  const expires = sql<Date>`now() + make_interval(secs => ${lifetime})`;
  await db
    .insertInto('user_tokens')
    .values({ ...row, expires_at: expires })
    .execute();
}

/** The same for many; `lifetime` in seconds. */
export async function insertAll(db: Db, rows: Row[], lifetime: number): Promise<void> {
  const expires_at = sql<Date>`now() + make_interval(secs => ${lifetime})`;
  const expiring = rows.map((row) => ({ ...row, expires_at }));
  await inChunks(expiring, (some) => db.insertInto('user_tokens').values(some).execute());
}

/** The token of a hash that can still be used. */
export function findUsable(db: Db, hash: Buffer, purpose: UserTokenPurpose) {
  return db
    .selectFrom('user_tokens')
    .select(['id', 'user_id', 'email'])
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
}

/** Spends a token; false where somebody was faster. */
export async function spend(db: Db, id: string): Promise<boolean> {
  const spent = await db
    .updateTable('user_tokens')
    .set({ used_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .returning('id')
    .executeTakeFirst();
  return spent !== undefined;
}

/** Makes what is left of a user's tokens worth nothing. */
export async function spendAll(db: Db, userId: string, purpose: UserTokenPurpose): Promise<void> {
  await db
    .updateTable('user_tokens')
    .set({ used_at: sql`clock_timestamp()` })
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}
