import { type Insertable, sql, type Updateable } from 'kysely';
import { inChunks } from './chunks.js';
import type { Db } from './pool.js';
import type { Database, User } from './types.js';

const live = (db: Db) => db.selectFrom('users').where('deleted_at', 'is', null);

export function insert(db: Db, row: Insertable<Database['users']>): Promise<User> {
  return db.insertInto('users').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Makes the accounts whose email is free, and returns those. */
export function insertFree(db: Db, rows: Insertable<Database['users']>[]): Promise<User[]> {
  return inChunks(rows, (some) =>
    db
      .insertInto('users')
      .values(some)
      .onConflict((conflict) => conflict.column('email').where('deleted_at', 'is', null).doNothing())
      .returningAll()
      .execute(),
  );
}

export function find(db: Db, id: string): Promise<User | undefined> {
  return live(db).selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Locks the row, deleted or not, until the transaction ends. Rows that refer to it may come meanwhile: two admins who
 * change each other would else wait for ever, each for the account that the other's audit entry names.
 */
export function lock(db: Db, id: string): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** The rows of these ids that there are, deleted ones too. */
export function findAll(db: Db, ids: string[]): Promise<User[]> {
  return db.selectFrom('users').selectAll().where('id', 'in', ids).orderBy('id').execute();
}

/** The same, each locked as by `lock`, in one order, so that two who lock the same people don't wait for each other. */
export function lockAll(db: Db, ids: string[]): Promise<User[]> {
  return db.selectFrom('users').selectAll().where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute();
}

export function update(db: Db, id: string, patch: Updateable<Database['users']>): Promise<User> {
  return db.updateTable('users').set(patch).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

/** Another text after each change that ends an account's sessions: of its role, its password, or a sign-out everywhere. */
export const markOf = sql<string>`concat_ws(' ', role, extract(epoch from password_changed_at),
  extract(epoch from signed_out_at))`;

/** The live account of an email, in any case, with its mark and the hash to compare a password with, if it has one yet. */
export function findForSignIn(db: Db, email: string) {
  return live(db)
    .leftJoin('user_secrets', 'user_secrets.user_id', 'users.id')
    .selectAll('users')
    .select(['user_secrets.password_hash', markOf.as('mark')])
    .where('email', '=', sql<string>`${email}::citext`)
    .executeTakeFirst();
}

/** Returns whether it is the account's first. */
export async function setPassword(db: Db, userId: string, passwordHash: string): Promise<boolean> {
  const { is_first } = await db
    .insertInto('user_secrets')
    .values({ user_id: userId, password_hash: passwordHash })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ password_hash: passwordHash, password_changed_at: sql`now()` }),
    )
    // A row that was there before carries the transaction that changed it.
    .returning(sql<boolean>`xmax = 0`.as('is_first'))
    .executeTakeFirstOrThrow();
  return is_first;
}

/** The same password under another cost, unless one was set meanwhile: it has not changed, so nobody is signed out for it. */
export async function rehash(db: Db, { userId, from, to }: { userId: string; from: string; to: string }) {
  await db
    .updateTable('user_secrets')
    .set({ password_hash: to })
    .where('user_id', '=', userId)
    .where('password_hash', '=', from)
    .execute();
}

export async function hasAdmin(db: Db): Promise<boolean> {
  const admin = await live(db).select('id').where('role', '=', 'admin').limit(1).executeTakeFirst();
  return admin !== undefined;
}

/** The hash of a user's password. */
export async function passwordHash(db: Db, userId: string): Promise<string | undefined> {
  const secret = await db
    .selectFrom('user_secrets')
    .select('password_hash')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return secret?.password_hash;
}

/** The mark of a live account. */
export async function mark(db: Db, userId: string): Promise<string | undefined> {
  const found = await live(db)
    .innerJoin('user_secrets', 'user_secrets.user_id', 'users.id')
    .select(markOf.as('mark'))
    .where('users.id', '=', userId)
    .executeTakeFirst();
  return found?.mark;
}
