import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../../src/db/migrate.js';
import { readMigrations } from '../../src/db/migration-files.js';
import { fold } from '../../src/db/tallies.js';
import { keepTallies } from '../../src/domain/tallies.js';
import { type TestApp, testApp } from '../support/app.js';
import { emptyDatabase } from '../support/database.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

type Run = (text: string) => Promise<{ rows: unknown[] }>;

/** What the tallies say and what the rows themselves say. */
const sides = {
  users: [
    `select made_on::text as day, role, is_active, is_live, sum(n)::int as n from user_tallies group by 1, 2, 3, 4
      having sum(n) <> 0 order by 1, 2, 3, 4`,
    `select (created_at at time zone 'UTC')::date::text as day, role, is_active, deleted_at is null as is_live,
      count(*)::int as n from users group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  ],
  submissions: [
    `select version_id, begun_on::text, completed_on::text, sum(n)::int as n from submission_tallies group by 1, 2, 3
      having sum(n) <> 0 order by 1, 2, 3`,
    `select version_id, (started_at at time zone 'UTC')::date::text as begun_on,
      (completed_at at time zone 'UTC')::date::text as completed_on, count(*)::int as n from submissions group by 1, 2, 3
      order by 1, 2, 3`,
  ],
} as const;

async function expectTrue(run: Run = (text) => app.pool.query(text)) {
  for (const [tallied, counted] of Object.values(sides)) {
    const { rows } = await run(counted);
    expect((await run(tallied)).rows).toEqual(rows);
  }
}

const begun = async () => {
  const member = await app.signedIn();
  const { data } = await member.post('/submissions', { flow: 'default' });
  return { member, path: `/submissions/${data.id}`, id: data.id as string };
};

describe('tallies', () => {
  test('are what the rows say, whatever happens to accounts and submissions, and stay so when they are put together', async () => {
    const admin = await app.signedIn('admin');
    const { id } = await app.signedIn();
    await admin.put(`/users/${id}/deactivate`);
    await expectTrue();
    await admin.patch(`/users/${id}`, { role: 'support', is_active: true });
    const gone = await app.signedIn();
    await admin.delete(`/users/${gone.id}`);
    await expectTrue();
    await admin.post(`/users/${gone.id}/restore`, {});
    const { path, member } = await begun();
    await member.put(`${path}/pages/about-you`, { answers: { about_me: 'Me', birthdate: '1990-01-01' } });
    const address = { street: 'Main Street 1', city: 'Springfield', state: 'IL', zip: '62701' };
    await member.put(`${path}/pages/address`, { answers: { address } });
    expect((await member.post(`${path}/complete`)).status).toBe(200);
    await expectTrue();
    const rows = async () => Number((await app.pool.query('select count(*) as n from user_tallies')).rows[0].n);
    const before = await rows();
    await keepTallies(app.db);
    expect(await rows()).toBeLessThan(before);
    await expectTrue();
  });

  test('that stand alone are left as they are, so that nothing is written where nothing happens', async () => {
    const written = async () =>
      (
        await app.pool.query(`select (select array_agg(id order by id) from user_tallies) as u,
          (select array_agg(id order by id) from submission_tallies) as s, (select array_agg(id order by id) from step_tallies) as t`)
      ).rows;
    await begun();
    await keepTallies(app.db);
    const before = await written();
    await keepTallies(app.db);
    expect(await written()).toEqual(before);
  });

  test('go away again with what a roll-back undoes, and are made anew while a job is at them', async () => {
    const lost = app.db.transaction().execute(async (tx) => {
      await tx.insertInto('users').values({ email: 'lost@example.com' }).execute();
      throw new Error('undone');
    });
    await expect(lost).rejects.toThrow('undone');
    await begun();
    const owner = await app.pool.connect();
    const { pid } = (await owner.query('select pg_backend_pid() as pid')).rows[0];
    let anew: Promise<unknown> | undefined;
    let isDone = false;
    const waits = async () =>
      (await app.pool.query('select from pg_locks where pid = $1 and not granted', [pid])).rowCount;
    try {
      await app.db.transaction().execute(async (tx) => {
        await fold(tx);
        anew = owner.query('select tally_anew()').finally(() => {
          isDone = true;
        });
        while (!isDone && !(await waits()));
      });
      await anew;
    } finally {
      owner.release();
    }
    await expectTrue();
  });

  test('cost a sign-in and the save of a page nothing', async () => {
    const { member, path } = await begun();
    const marks = async () =>
      (
        await app.pool.query(
          'select (select max(id) from user_tallies) as u, (select max(id) from submission_tallies) as s',
        )
      ).rows;
    const before = await marks();
    await member.put(`${path}/pages/about-you`, { answers: { about_me: 'Me', birthdate: '1990-01-01' } });
    await app.db.updateTable('users').set({ last_login_at: new Date() }).where('id', '=', member.id).execute();
    expect(await marks()).toEqual(before);
  });

  test('let nobody wait for anybody', async () => {
    const insert = (email: string) => `insert into users (email) values ('${email}')`;
    const [one, other] = [await app.pool.connect(), await app.pool.connect()];
    try {
      await one.query('begin');
      await one.query(insert('one@waiting.example'));
      await other.query(`set lock_timeout = '5s'`);
      await other.query(insert('other@waiting.example'));
      await keepTallies(app.db);
      await one.query('commit');
    } finally {
      one.release(true);
      other.release(true);
    }
    await expectTrue();
  });

  test('are counted from the rows where a database has some before it has tallies, and taken away again', async () => {
    const old = await emptyDatabase();
    const run: Run = (text) => old.pool.query(text);
    await migrate(old.url, 'up');
    const names = readMigrations().map(({ name }) => name);
    const count = names.length - names.findIndex((name) => name.startsWith('0015'));
    await migrate(old.url, 'down', { count });
    await run(`with u as (insert into users (email, created_at, is_active)
        select n || '@example.com', now() - n % 9 * interval '1 day', n % 7 > 0 from generate_series(1, 200) n returning id, created_at),
      f as (insert into flows (slug, title) values ('f', 'F') returning id),
      v as (insert into flow_versions (flow_id, number, title, pages) select id, 1, 'F', '[{"key": "a"}, {"key": "b"}]' from f
        returning id, flow_id),
      s as (insert into submissions (user_id, flow_id, version_id, started_at)
        select u.id, v.flow_id, v.id, u.created_at from u, v returning id, version_id)
      insert into submission_events (submission_id, version_id, type, page_key)
      select id, version_id, type::submission_event_type, key from s,
        (values ('started', null), ('page_saved', 'a'), ('page_saved', 'a')) as e (type, key)`);
    await migrate(old.url, 'up');
    await expectTrue(run);
    const { rows } = await run(
      'select page_key, sum(shown)::int as shown, sum(saved)::int as saved from step_tallies group by 1 order by 1',
    );
    expect(rows).toEqual([
      { page_key: 'a', shown: 200, saved: 200 },
      { page_key: 'b', shown: 200, saved: 0 },
    ]);
    await old.close();
  });
});
