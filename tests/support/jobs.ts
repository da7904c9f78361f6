import type { Config } from '../../src/config.js';
import type { User } from '../../src/db/types.js';
import { insert } from '../../src/db/users.js';
import type { Outside } from '../../src/jobs/posts.js';
import { startWorker, type Worker } from '../../src/jobs/worker.js';
import { createLogger } from '../../src/log.js';
import type { TestDatabase } from './database.js';
import { eventually } from './processes.js';

/** The product's worker on a test's database. */
export function work({ config }: TestDatabase, overrides: Partial<Config> = {}, outside: Outside = {}): Worker {
  return startWorker({ ...config, ...overrides }, createLogger('silent'), outside);
}

let people = 0;

/** An account, with no more than its row. */
export function person({ db }: TestDatabase, more: Partial<Parameters<typeof insert>[1]> = {}): Promise<User> {
  people += 1;
  return insert(db, { email: `person${people}@example.com`, role: 'member', ...more });
}

/** Waits until a row of a table has a status, and returns it. */
export async function settled<T extends 'mails' | 'webhook_deliveries'>(
  { db }: TestDatabase,
  table: T,
  id: string,
  status: string,
) {
  const find = () =>
    db
      .selectFrom(table as 'mails')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  await eventually(async () => (await find()).status === status);
  return find();
}

/** Makes jobs that wait for their next try due now. */
export async function hurry({ pool }: TestDatabase): Promise<void> {
  await pool.query(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at := now())`,
  );
  await pool.query(`select pg_notify('jobs:insert', '{"count": 9}')`);
}

/** The queue, as it is. */
export async function queued({ pool }: TestDatabase) {
  const { rows } = await pool.query<{ task: string; attempts: number; last_error: string | null }>(
    `select task_identifier as task, attempts, last_error from graphile_worker.jobs order by id`,
  );
  return rows;
}
