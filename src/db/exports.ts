import { sql } from 'kysely';
import { submissionsOf } from './erasures.js';
import type { Db } from './pool.js';

const host = sql<string | null>`host(ip)`.as('ip');

/** Every session of a user, ended ones too. */
export function sessionsOf(db: Db, userId: string) {
  return db
    .selectFrom('sessions')
    .select(['user_agent', host, 'created_at', 'last_used_at', 'ended_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** Until when the back office knows a user without asking again. */
export async function officeSessionsOf(db: Db, userId: string): Promise<{ expires_at: Date }[]> {
  const { rows } = await sql<{ expires_at: Date }>`select expire::timestamptz as expires_at from admin_sessions
    where sess->>'userId' = ${userId} order by expire`.execute(db);
  return rows;
}

/** When a user set the password he has. */
export async function passwordTime(db: Db, userId: string): Promise<Date | null> {
  const query = db.selectFrom('user_secrets').select('password_changed_at').where('user_id', '=', userId);
  return (await query.executeTakeFirst())?.password_changed_at ?? null;
}

/** Links that were made for a user: what for, and for which email, never what they carry. */
export function linksOf(db: Db, userId: string) {
  return db
    .selectFrom('user_tokens')
    .select(['purpose', 'email', 'created_at', 'expires_at', 'used_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** Ids of a user's submissions, the oldest first. */
export async function submissionIds(db: Db, userId: string): Promise<string[]> {
  const query = db.selectFrom('submissions').select('id').where('user_id', '=', userId);
  return (await query.orderBy('started_at').orderBy('id').execute()).map(({ id }) => id);
}

/** What happened to a user's submissions. Of whoever else acted only the role is told. */
export function eventsOf(db: Db, userId: string) {
  return db
    .selectFrom('submission_events')
    .innerJoin('submissions', 'submissions.id', 'submission_events.submission_id')
    .leftJoin('users', 'users.id', 'submission_events.actor_id')
    .select(['submission_id', 'type', 'page_key', 'details', 'submission_events.created_at', 'users.role'])
    .select(sql<boolean>`coalesce(actor_id = ${userId}, false)`.as('by_himself'))
    .where('submissions.user_id', '=', userId)
    .orderBy('submission_events.id')
    .execute();
}

/** Mails to a user: that they went, never the links they carried. */
export function mailsOf(db: Db, userId: string) {
  return db
    .selectFrom('mails')
    .select(['kind', 'recipient', 'status', 'created_at', 'sent_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** What other systems were told of a user. */
export function deliveriesOf(db: Db, userId: string) {
  return db
    .selectFrom('webhook_deliveries')
    .select(['event', 'data', 'status', 'created_at', 'finished_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** What the audit log keeps of changes of a user and of his submissions. Of whoever else acted only the role is told. */
export function changesOf(db: Db, userId: string) {
  return db
    .selectFrom('audit_log')
    .leftJoin('users', 'users.id', 'audit_log.actor_id')
    .select([
      'action',
      'entity',
      'entity_id',
      'before',
      'after',
      'reason',
      'door',
      'audit_log.created_at',
      'users.role',
    ])
    .select(sql<string | null>`case when actor_id = ${userId} then host(ip) end`.as('ip'))
    .select(sql<boolean>`coalesce(actor_id = ${userId}, false)`.as('by_himself'))
    .where(({ or, and, eb }) =>
      or([
        and([eb('entity', '=', 'users'), eb('entity_id', '=', userId)]),
        and([eb('entity', '=', 'submissions'), eb('entity_id', '=', sql<string>`any (${submissionsOf(userId)})`)]),
      ]),
    )
    .orderBy('audit_log.id')
    .execute();
}

/** What a user did to anything but himself: when, and to what kind of thing, without other people's data. */
export function doingsOf(db: Db, userId: string) {
  return db
    .selectFrom('audit_log')
    .select(['action', 'entity', 'door', host, 'created_at'])
    .where('actor_id', '=', userId)
    .where(({ not, and, eb }) => not(and([eb('entity', '=', 'users'), eb('entity_id', '=', userId)])))
    .orderBy('id')
    .execute();
}

/** When a user signed in from each address that is known for him, without the addresses: only hashes are kept of them. */
export function familiarTimes(db: Db, userId: string): Promise<{ last_used_at: Date }[]> {
  const query = db.selectFrom('known_addresses').select('last_used_at').where('user_id', '=', userId);
  return query.orderBy('last_used_at').execute();
}

/** Whether a user's second factor is on. */
export async function hasSecondFactor(db: Db, userId: string): Promise<boolean> {
  const query = db.selectFrom('second_factors').select('user_id').where('user_id', '=', userId);
  return (await query.where('confirmed_at', 'is not', null).executeTakeFirst()) !== undefined;
}
