import { expect, test } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import type { Database } from '../../../src/db/types.js';
import { system } from '../../../src/domain/actors.js';
import { eraseAccount } from '../../../src/domain/erasures.js';
import { exportOf } from '../../../src/domain/exports.js';
import { testApp } from '../../support/app.js';
import { somebody } from '../../support/people.js';

/** Rows of people, any number of them; sessions of the staff and jobs are few. */
const large = /Seq Scan on (users|audit_log|submissions|submission_events|mails|sessions|user_tokens|webhook_\w+)/;

test('an export and an erasure read what they need, never a whole table of people', async () => {
  const app = await testApp({ trustProxy: true });
  const { caller } = await somebody(app, await app.signedIn('support'));
  const asked: { sql: string; parameters: unknown[] }[] = [];
  const log = ({ query: { sql, parameters } }: { query: { sql: string; parameters: readonly unknown[] } }) =>
    void asked.push({ sql, parameters: [...parameters] });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: app.pool }), log });
  await exportOf(db, { ...system('cli'), id: caller.id, role: 'member' } as never);
  await eraseAccount(db, { ...system('cli'), role: 'admin' } as never, caller.id);
  const client = await app.pool.connect();
  // A whole table is read only where no index can be used, however few rows a test has.
  await client.query('set enable_seqscan = off');
  const plain = asked.filter(({ sql }) => /^(select|update|delete|with|insert)/.test(sql));
  expect(plain.length).toBeGreaterThan(20);
  for (const { sql, parameters } of plain) {
    const { rows } = await client.query(`explain ${sql}`, parameters);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (large.test(plan)) throw new Error(`${sql}\n${plan}`);
  }
  await client.query('reset enable_seqscan');
  client.release();
  await app.stop();
});
