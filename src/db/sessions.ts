import { sql } from 'kysely';
import type { Db } from './pool.js';
import type { User } from './types.js';

export interface Origin {
  ip: string | null;
  userAgent: string | null;
}

export async function insert(db: Db, userId: string, origin: Origin): Promise<string> {
  const row = { user_id: userId, ip: origin.ip, user_agent: origin.userAgent?.slice(0, 300) ?? null };
  const { id } = await db.insertInto('sessions').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The live, active user of a session that has not ended. */
export function findUser(db: Db, sessionId: string, userId: string): Promise<User | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .where('sessions.id', '=', sessionId)
    .where('users.id', '=', userId)
    .where('sessions.ended_at', 'is', null)
    .where('users.deleted_at', 'is', null)
    .where('users.is_active', '=', true)
    .executeTakeFirst();
}

export async function end(db: Db, sessionId: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: sql`now()` })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends every session of a user, those of the back office among them, but for one of the API's if it is named. */
export async function endAll(db: Db, userId: string, except?: string): Promise<void> {
  await db
    .updateTable('user_secrets')
    .set({ signed_out_at: sql`clock_timestamp()` })
    .where('user_id', '=', userId)
    .execute();
  await db
    .updateTable('sessions')
    .set({ ended_at: sql`now()` })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute();
}

/** Ends the sessions of a user beyond so many, those first that were used longest ago. */
export async function endBeyond(db: Db, userId: string, most: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: sql`now()` })
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('sessions')
        .select('id')
        .where('user_id', '=', userId)
        .where('ended_at', 'is', null)
        .orderBy('last_used_at', 'desc')
        .orderBy('created_at', 'desc')
        .offset(most),
    )
    .execute();
}

export async function touch(db: Db, sessionId: string): Promise<void> {
  await db.updateTable('sessions').set({ last_used_at: sql`now()` }).where('id', '=', sessionId).execute();
}

/** Stores a refresh token's hash; `lifetime` in seconds. */
export async function insertToken(db: Db, sessionId: string, hash: Buffer, lifetime: number): Promise<void> {
  const expires = sql<Date>`now() + make_interval(secs => ${lifetime})`;
  await db
    .insertInto('refresh_tokens')
    .values({ session_id: sessionId, token_hash: hash, expires_at: expires })
    .execute();
}

/** Locks a token, so that two uses of it come one after the other; ages are the database's, not this machine's. */
export function lockToken(db: Db, hash: Buffer) {
  return db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .select(['refresh_tokens.id', 'sessions.id as session_id', 'sessions.user_id', 'sessions.ended_at', 'used_at'])
    .select(sql<boolean>`refresh_tokens.expires_at <= now()`.as('expired'))
    .select(sql<number>`extract(epoch from clock_timestamp() - used_at)::float8`.as('spent_for'))
    .select(sql<number>`extract(epoch from now() - sessions.created_at)::float8`.as('session_age'))
    .where('token_hash', '=', hash)
    .forUpdate('refresh_tokens')
    .executeTakeFirst();
}

export async function spendToken(db: Db, id: string): Promise<void> {
  await db.updateTable('refresh_tokens').set({ used_at: sql`clock_timestamp()` }).where('id', '=', id).execute();
}

export async function isTokenUnused(db: Db, hash: Buffer): Promise<boolean> {
  const found = await db
    .selectFrom('refresh_tokens')
    .select('id')
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Sessions of a user that can still be gone on with, the last used first. */
export function ofUser(db: Db, userId: string) {
  return db
    .selectFrom('sessions')
    .select(['id', 'user_agent', sql<string | null>`host(ip)`.as('ip'), 'created_at', 'last_used_at'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('refresh_tokens')
          .select('refresh_tokens.id')
          .whereRef('session_id', '=', 'sessions.id')
          .where('used_at', 'is', null)
          .where('expires_at', '>', sql<Date>`now()`),
      ),
    )
    .orderBy('last_used_at', 'desc')
    .execute();
}

/** Ends one session of a user; false where he has no such one. */
export async function endOne(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: sql`now()` })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}
