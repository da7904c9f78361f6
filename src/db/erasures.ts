import { sql } from 'kysely';
import type { Db } from './pool.js';
import type { User } from './types.js';

/** Makes an account nobody's. What it did and what it went through keeps its id. */
export async function emptyUser(tx: Db, id: string): Promise<User> {
  const now = sql<Date>`now()`;
  return tx
    .updateTable('users')
    .set({ email: `erased-${id}@erased.invalid`, full_name: null, is_active: false, erased_at: now })
    .set({ deleted_at: sql<Date>`coalesce(deleted_at, now())`, email_verified_at: null, last_login_at: null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const personal = ['sessions', 'user_tokens', 'mails', 'user_secrets', 'known_addresses', 'second_factors'] as const;

/** Everything that was kept only for the person: secrets, sessions, links, mails. What hangs on them goes with them. */
export async function removeBelongings(tx: Db, userId: string): Promise<void> {
  // In the order of those who renew a token (token, session) and clean up (link, mail): two never wait for each other.
  const own = tx.selectFrom('sessions').select('id').where('user_id', '=', userId);
  await tx.deleteFrom('refresh_tokens').where('session_id', 'in', own).execute();
  for (const table of personal) await tx.deleteFrom(table).where('user_id', '=', userId).execute();
  await sql`delete from admin_sessions where sess->>'userId' = ${userId}`.execute(tx);
}

/** Answers go; status, pages and events stay, so that the funnel counts as before. */
export async function emptySubmissions(tx: Db, userId: string): Promise<void> {
  await tx
    .updateTable('submissions')
    .set({ answers: '{}', set_aside: '{}', erased_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .execute();
}

/** Deliveries say only whom they were about, and nothing of what came back; jobs that carry the address are gone. */
export async function emptyQueues(tx: Db, userId: string, email: string): Promise<void> {
  await sql`update webhook_deliveries set data = jsonb_build_object('user', jsonb_build_object('id', user_id))
    where user_id = ${userId} and data ? 'user'`.execute(tx);
  await sql`update webhook_attempts set response = null, error = null
    where delivery_id in (select id from webhook_deliveries where user_id = ${userId})`.execute(tx);
  await sql`delete from graphile_worker._private_jobs where (payload->>'email')::citext = ${email}::citext`.execute(tx);
}

/** What of an entry says nothing of a person. */
const impersonal = [
  ...['id', 'role', 'is_active', 'created_at', 'deleted_at', 'user_id', 'flow_id', 'version_id', 'flow', 'version'],
  ...['status', 'answered_pages', 'current_page', 'revision', 'started_at', 'completed_at'],
];

/** Ids of a user's submissions, as the audit log has them. An array: beside an `or`, a subquery would read the whole log. */
export const submissionsOf = (userId: string) =>
  sql<string[]>`array(select id::text from submissions where user_id = ${userId})`;

/**
 * Takes the data of somebody who was erased out of the audit log: of entries about him all but what says nothing of him, of his
 * own where he was. A function of the database's: the role that serves may not change the log.
 */
export async function cleanAudit(tx: Db, userId: string): Promise<void> {
  await sql`select erase_from_audit_log(${userId}, ${impersonal}::text[])`.execute(tx);
}
