import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { standing } from '../../src/db/jobs.js';
import { releaseOrphans } from '../../src/db/workers.js';
import * as mails from '../../src/domain/mails.js';
import type { Worker } from '../../src/jobs/worker.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { person, queued, settled, work } from '../support/jobs.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { eventually } from '../support/processes.js';

let database: TestDatabase;
let mailbox: Mailbox;
const workers: Worker[] = [];

beforeAll(async () => {
  // graphile-worker prints a worker's end beside its logger.
  jest.spyOn(console, 'trace').mockImplementation(() => {});
  database = await testDatabase();
});
beforeEach(async () => {
  mailbox = await openMailbox();
});
afterEach(async () => {
  await mailbox.stop();
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await database.pool.query('delete from graphile_worker._private_jobs');
});
afterAll(() => database.close());

const begin = () => workers.push(work(database, { smtpUrl: mailbox.url }));

async function queue(): Promise<string> {
  const { id, email } = await person(database);
  await mails.send(database.db, { kind: 'password_changed', userId: id, recipient: email });
  const mail = database.db.selectFrom('mails').select('id').where('user_id', '=', id);
  return (await mail.executeTakeFirstOrThrow()).id;
}

const backends = async (query: string) =>
  (
    await database.pool.query(`select ${query} from pg_stat_activity where application_name = 'doorstep jobs'
    and datname = current_database()`)
  ).rows;

/** How many workers say that they live. */
const alive = async () => {
  const { rows } = await database.pool.query(`select count(*)::int from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and application_name = 'doorstep jobs' and datname = current_database()`);
  return rows[0].count;
};

describe('a worker whose connections to the database are cut', () => {
  test('goes on by itself', async () => {
    begin();
    await settled(database, 'mails', await queue(), 'sent');
    expect((await backends('pg_terminate_backend(pid)')).length).toBeGreaterThan(1);
    await settled(database, 'mails', await queue(), 'sent');
    // It says anew that it lives: nobody takes its jobs from it.
    await eventually(async () => (await alive()) === 4);
  });

  test('while a job is under way ends that job all the same', async () => {
    mailbox.answer = 'hang';
    begin();
    const id = await queue();
    await eventually(() => mailbox.mails.length === 1);
    await backends('pg_terminate_backend(pid)');
    mailbox.answer = '250 taken';
    mailbox.release(mailbox.answer);
    await settled(database, 'mails', id, 'sent');
    await eventually(async () => (await queued(database)).length === 0);
    // It may go again where the database could not be told that it went: under the same id.
    const ids = mailbox.mails.map(({ headers }) => headers['message-id']);
    expect(new Set(ids)).toEqual(new Set([`<${id}@localhost>`]));
  });
});

test('a worker that can’t put its job back begins anew, and leaves no job locked', async () => {
  const { pool } = database;
  await pool.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
  await pool.query('create trigger refuse before delete on graphile_worker._private_jobs execute function refuse()');
  begin();
  const ids = await Promise.all(Array.from({ length: 8 }, queue));
  await eventually(async () => (await queued(database)).some(({ attempts }) => attempts > 1));
  await pool.query('drop trigger refuse on graphile_worker._private_jobs');
  for (const id of ids) await settled(database, 'mails', id, 'sent');
  await eventually(async () => (await queued(database)).length === 0);
  // Each went once: what was sent before is not sent again for want of a note in the queue.
  expect(mailbox.mails).toHaveLength(8);
});

describe('several workers on one database', () => {
  test('share the jobs: each is done once', async () => {
    begin();
    begin();
    const ids = await Promise.all(Array.from({ length: 20 }, queue));
    for (const id of ids) await settled(database, 'mails', id, 'sent');
    expect(mailbox.mails).toHaveLength(20);
  });

  test('take no job from one that lives, however often they look', async () => {
    mailbox.answer = 'hang';
    begin();
    await queue();
    await eventually(() => mailbox.mails.length === 1);
    begin();
    expect(await releaseOrphans(database.db)).toBe(0);
    expect(await queued(database)).toMatchObject([{ attempts: 1 }]);
    expect(mailbox.mails).toHaveLength(1);
  });

  test('take a job from one that is gone, its last try too', async () => {
    const id = await queue();
    await database.pool.query(`update graphile_worker._private_jobs
      set locked_by = 'worker-gone', locked_at = now(), attempts = max_attempts`);
    begin();
    await settled(database, 'mails', id, 'sent');
  });
});

test('stopping waits for the job under way, and takes no other', async () => {
  mailbox.answer = 'hang';
  begin();
  const [first] = workers;
  await queue();
  await eventually(() => mailbox.mails.length === 1);
  const stopped = first?.stop();
  await queue();
  mailbox.release('250 taken');
  await stopped;
  const states = await database.db
    .selectFrom('mails')
    .select('status')
    .orderBy('created_at', 'desc')
    .limit(2)
    .execute();
  expect(states.map(({ status }) => status).sort()).toEqual(['sent', 'waiting']);
  expect(await standing(database.db)).toMatchObject({ waiting: 1, failed: 0 });
});

test('cleaning up is in the schedule', async () => {
  begin();
  await eventually(async () => {
    const { rows } = await database.pool.query('select identifier from graphile_worker._private_known_crontabs');
    return rows.some(({ identifier }) => identifier === 'clean_up');
  });
});
