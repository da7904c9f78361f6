import { sql } from 'kysely';
import type { Db } from './pool.js';
import type { Submission } from './types.js';

export type Carried = Pick<Submission, 'id' | 'answers' | 'set_aside' | 'answered_pages' | 'current_page'> & {
  unfit: string[];
};

const held = ['id', 'version_id', 'answers', 'answered_pages', 'set_aside'] as const;

/** Submissions in progress on earlier versions of the version's flow, locked, the first `most` of them. */
export function lockEarlier(tx: Db, version: { flowId: string; number: number }, most: number) {
  return earlier(tx, version).select(held).orderBy('id').limit(most).forNoKeyUpdate().execute();
}

/** The same, some of them unlocked, `after` the id of the last one seen. */
export function someEarlier(db: Db, version: { flowId: string; number: number }, after: string, most: number) {
  return earlier(db, version).select(held).where('id', '>', after).orderBy('id').limit(most).execute();
}

/** Whether there is any of them. */
export async function anyEarlier(db: Db, version: { flowId: string; number: number }): Promise<boolean> {
  return (await earlier(db, version).select('id').limit(1).executeTakeFirst()) !== undefined;
}

const earlier = (db: Db, { flowId, number }: { flowId: string; number: number }) =>
  db
    .selectFrom('submissions')
    .where('flow_id', '=', flowId)
    .where('status', '=', 'in_progress')
    .where('erased_at', 'is', null)
    .where(
      'version_id',
      'in',
      db.selectFrom('flow_versions').select('id').where('flow_id', '=', flowId).where('number', '<', number),
    );

/** Puts locked submissions into a version, as it was worked out, and writes down that it happened. */
export async function carry(tx: Db, versionId: string, actorId: string | null, carried: Carried[]): Promise<void> {
  const rows = carried.map(({ unfit, ...columns }) => ({ ...columns, details: unfit.map((field) => ({ field })) }));
  await sql`
    with carried as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as t (id uuid, answers jsonb, set_aside jsonb, answered_pages text[], current_page text, details jsonb)
    ), moved as (
      update submissions s set version_id = ${versionId}, answers = carried.answers, set_aside = carried.set_aside,
        answered_pages = carried.answered_pages, current_page = carried.current_page, revision = s.revision + 1
      from carried where s.id = carried.id
    )
    insert into submission_events (submission_id, version_id, type, details, actor_id)
    select id, ${versionId}, 'carried_over', details, ${actorId} from carried`.execute(tx);
}
