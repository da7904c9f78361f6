import { type Insertable, sql, type Updateable } from 'kysely';
import { inChunks } from './chunks.js';
import type { Db } from './pool.js';
import type { Database, Mail, Role } from './types.js';

export async function insert(db: Db, row: Insertable<Database['mails']>): Promise<string> {
  const { id } = await db.insertInto('mails').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function insertAll(db: Db, rows: Insertable<Database['mails']>[]): Promise<string[]> {
  const made = await inChunks(rows, (some) => db.insertInto('mails').values(some).returning('id').execute());
  return made.map(({ id }) => id);
}

/** The language that somebody was last written to in. */
export async function lastLanguage(db: Db, userId: string): Promise<string | undefined> {
  const last = db.selectFrom('mails').select('language').where('user_id', '=', userId);
  return (await last.orderBy('created_at', 'desc').limit(1).executeTakeFirst())?.language;
}

/** A mail with what decides whether it still makes sense. */
export type Addressed = Mail & {
  role: Role;
  is_active: boolean;
  /** Deleted or erased. */
  is_gone: boolean;
  /** Whether his address now is the one the mail goes to. */
  is_current: boolean;
  /** Written with the account itself: its user has never had a password. */
  is_welcome: boolean;
  /** When its link expires; null where it has none, or one that was used or is void. */
  good_until: Date | null;
  /** Of that link's token. */
  token_hash: Buffer | null;
};

export function find(db: Db, id: string): Promise<Addressed | undefined> {
  return (
    db
      .selectFrom('mails')
      .innerJoin('users', 'users.id', 'mails.user_id')
      .leftJoin('user_tokens', (join) =>
        join
          .onRef('user_tokens.id', '=', 'mails.token_id')
          .on('used_at', 'is', null)
          .on('expires_at', '>', sql<Date>`now()`),
      )
      .selectAll('mails')
      .select(['role', 'is_active', 'expires_at as good_until', 'token_hash'])
      .select(sql<boolean>`deleted_at is not null or erased_at is not null`.as('is_gone'))
      .select(sql<boolean>`users.email = recipient`.as('is_current'))
      // Both are the time of the one transaction that made them.
      .select(sql<boolean>`kind = 'reset_password' and mails.created_at = users.created_at`.as('is_welcome'))
      .where('mails.id', '=', id)
      .executeTakeFirst()
  );
}

export function lock(db: Db, id: string): Promise<Mail | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export function update(db: Db, id: string, patch: Updateable<Database['mails']>): Promise<Mail> {
  return db.updateTable('mails').set(patch).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

/** Notes that it is being tried. */
export async function countAttempt(db: Db, id: string): Promise<void> {
  await db.updateTable('mails').set({ attempts: sql`attempts + 1` }).where('id', '=', id).execute();
}

/** Writes down what came of a mail that was waiting; of one that erasure took away meanwhile nothing is written. */
export async function settle(db: Db, id: string, outcome: Updateable<Database['mails']>): Promise<void> {
  await db.updateTable('mails').set(outcome).where('id', '=', id).where('status', '=', 'waiting').execute();
}
