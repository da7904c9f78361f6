import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Db } from '../../../src/db/pool.js';
import { system } from '../../../src/domain/actors.js';
import { eraseAccount } from '../../../src/domain/erasures.js';
import { exportOf } from '../../../src/domain/exports.js';
import { type TestApp, testApp } from '../../support/app.js';
import { somebody } from '../../support/people.js';

let app: TestApp;
let client: pg.PoolClient;
beforeAll(async () => {
  app = await testApp({ trustProxy: true });
  client = await app.pool.connect();
  // A whole table is read only where no index can be used then, however few rows a test has.
  await client.query('set enable_seqscan = off');
});
afterAll(async () => {
  client.release(true);
  await app.stop();
});

/** Rows of people, any number of them; jobs and sessions of the staff are few. */
const large =
  /Seq Scan on (users|audit_log|submissions|submission_events|mails|sessions|user_tokens|webhook_\w+)|Filter: .*hashed SubPlan/;

/** What is asked of the database about somebody who has been everywhere. */
async function statementsOf(run: (db: Db, id: string) => Promise<void>) {
  const { caller } = await somebody(app, await app.signedIn('support'));
  const asked: { sql: string; parameters: unknown[] }[] = [];
  const db: Db = new Kysely({
    dialect: new PostgresDialect({ pool: app.pool }),
    log: ({ query: { sql, parameters } }) => void asked.push({ sql, parameters: [...parameters] }),
  });
  await run(db, caller.id);
  return asked.filter(({ sql }) => /^(select|insert|update|delete|with)/.test(sql));
}

test('an export and an erasure read what they need, never a whole table of people', async () => {
  const asked = await statementsOf(async (db, id) => {
    await exportOf(db, { ...system('cli'), id, role: 'member' } as never);
    await eraseAccount(db, { ...system('cli'), role: 'admin' } as never, id);
  });
  expect(asked.length).toBeGreaterThan(20);
  for (const { sql, parameters } of asked) {
    const { rows } = await client.query(`explain ${sql}`, parameters);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (large.test(plan)) throw new Error(`${sql}\n${plan}`);
  }
});
