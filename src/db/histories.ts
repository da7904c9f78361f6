import { sql } from 'kysely';
import type { Db } from './pool.js';

export interface PublishedVersion {
  id: string;
  number: number;
  title: string;
  notes: string | null;
  published_at: Date;
  /** Null where it was the system. */
  published_by: string | null;
  name: string | null;
  email: string | null;
  in_progress: number;
  completed: number;
}

/** A flow's versions, the newest first, of very many the last 200, and how many are on the way through each or have finished it. */
export async function historyOf(db: Db, flowId: string): Promise<PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`
    select v.id, v.number, v.title, v.notes, v.published_at, v.published_by, u.email,
      case when u.erased_at is null then u.full_name else 'Erased account' end as name,
      coalesce(counted.in_progress, 0) as in_progress, coalesce(counted.completed, 0) as completed
    from flow_versions v left join users u on u.id = v.published_by
    left join (
      select version_id, count(*) filter (where status = 'in_progress' and erased_at is null)::int as in_progress,
        count(*) filter (where status = 'completed')::int as completed
      from submissions where flow_id = ${flowId} group by version_id
    ) counted on counted.version_id = v.id
    where v.flow_id = ${flowId} order by v.number desc limit 200`.execute(db);
  return rows;
}
