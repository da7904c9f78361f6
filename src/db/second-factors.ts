import { sql } from 'kysely';
import type { Db } from './pool.js';

export function find(db: Db, userId: string) {
  return db
    .selectFrom('second_factors')
    .select(['secret', 'confirmed_at', 'last_step'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Those of some users whose second factor is on. */
export async function usersWith(db: Db, userIds: string[]): Promise<Set<string>> {
  if (!userIds.length) return new Set();
  const rows = await db
    .selectFrom('second_factors')
    .select('user_id')
    .where('user_id', 'in', userIds)
    .where('confirmed_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ user_id }) => user_id));
}

/** Keeps the secret of a factor that is being set up, in place of another such one; one that is on stays. */
export async function draft(db: Db, userId: string, secret: Buffer): Promise<void> {
  await db
    .insertInto('second_factors')
    .values({ user_id: userId, secret })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ secret }).where('second_factors.confirmed_at', 'is', null),
    )
    .execute();
}

/** Turns a drafted factor on; `step` is the one whose code showed that the app has it. False where it is on already. */
export async function confirm(db: Db, userId: string, secret: Buffer, step: number): Promise<boolean> {
  const confirmed = await db
    .updateTable('second_factors')
    .set({ confirmed_at: sql`now()`, last_step: String(step) })
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .where('secret', '=', secret)
    .returning('user_id')
    .executeTakeFirst();
  return confirmed !== undefined;
}

/** Spends the code of a step, and of every earlier one; false where it was spent. */
export async function spendStep(db: Db, userId: string, step: number): Promise<boolean> {
  const spent = await db
    .updateTable('second_factors')
    .set({ last_step: String(step) })
    .where('user_id', '=', userId)
    .where(sql<boolean>`last_step is null or last_step < ${String(step)}::bigint`)
    .returning('user_id')
    .executeTakeFirst();
  return spent !== undefined;
}

/** Removes a factor with its recovery codes; false where none was on. */
export async function remove(db: Db, userId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('second_factors')
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return removed?.confirmed_at != null;
}

/** New recovery codes in place of the old ones. */
export async function replaceCodes(db: Db, userId: string, hashes: Buffer[], keyId: string): Promise<void> {
  await db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await db
    .insertInto('recovery_codes')
    .values(hashes.map((code_hash) => ({ user_id: userId, code_hash, key_id: keyId })))
    .execute();
}

/** Spends a recovery code, by its hash under any of the secrets; false where there is no such one that is unused. */
export async function spendCode(db: Db, userId: string, hashes: Buffer[]): Promise<boolean> {
  const spent = await db
    .updateTable('recovery_codes')
    .set({ used_at: sql`now()` })
    .where('user_id', '=', userId)
    .where('code_hash', 'in', hashes)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return spent !== undefined;
}

export async function codesLeft(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
