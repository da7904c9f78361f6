import type { TestApp } from './app.js';
import { eventually } from './processes.js';

/**
 * Lets several requests meet at a row, an account's unless another table is named: it is locked until all of them wait for it. `meanwhile` is done just
 * before they go on, in the transaction that holds it.
 */
export async function meetingAt<T>(
  { pool }: Pick<TestApp, 'pool'>,
  row: string | { table: 'submissions'; id: string },
  requests: (() => Promise<T>)[],
  meanwhile = 'select',
): Promise<T[]> {
  const holder = await pool.connect();
  try {
    await holder.query('begin');
    const { table, id } = typeof row === 'string' ? { table: 'users', id: row } : row;
    await holder.query(`select from ${table} where id = $1 for no key update`, [id]);
    const answers = Promise.all(requests.map((request) => request()));
    await waitingForLocks(pool, requests.length);
    await holder.query(meanwhile);
    await holder.query('commit');
    return await answers;
  } finally {
    holder.release();
  }
}

/** Until so many connections wait for a lock. Asked from another one: a transaction sees the same activity as long as it lasts. */
export async function waitingForLocks(pool: TestApp['pool'], count: number): Promise<void> {
  await eventually(async () => {
    const { rows } = await pool.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`,
    );
    return rows[0].n === count;
  });
}
