import { sql } from 'kysely';
import { submissionsOf as idsOf } from './erasures.js';
import type { Db } from './pool.js';
import type { User } from './types.js';

/** An account, deleted or not. What was erased is nobody's any more. */
export function find(db: Db, id: string): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
}

/** What somebody went through or stands in, the last touched first; the 50 of them that count. */
export function submissionsOf(db: Db, userId: string) {
  return db
    .selectFrom('submissions')
    .innerJoin('flows', 'flows.id', 'submissions.flow_id')
    .selectAll('submissions')
    .select(['flows.slug', 'flows.title as flow_title'])
    .where('user_id', '=', userId)
    .orderBy('submissions.updated_at', 'desc')
    .orderBy('submissions.id')
    .limit(50)
    .execute();
}

/** What was changed about somebody and his submissions, and by whom, the newest first. Names are of accounts that may be gone. */
export function historyOf(db: Db, userId: string) {
  return (
    db
      .selectFrom('audit_log')
      .leftJoin('users', 'users.id', 'audit_log.actor_id')
      .select(['audit_log.id', 'action', 'entity', 'entity_id', 'actor_id', 'door', 'reason', 'audit_log.created_at'])
      // Answers are told by the submission's own page.
      .select(sql<Record<string, unknown> | null>`case when entity = 'users' then before end`.as('before'))
      .select(sql<Record<string, unknown> | null>`case when entity = 'users' then after end`.as('after'))
      .select(
        sql<string | null>`case when erased_at is null then coalesce(full_name, email) else 'Erased account' end`.as(
          'by',
        ),
      )
      .where(({ or, and, eb }) =>
        or([
          and([eb('entity', '=', 'users'), eb('entity_id', '=', userId)]),
          and([eb('entity', '=', 'submissions'), eb('entity_id', '=', sql<string>`any (${idsOf(userId)})`)]),
        ]),
      )
      .orderBy('audit_log.id', 'desc')
      .limit(50)
      .execute()
  );
}
