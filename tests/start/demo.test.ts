import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fill, type Made } from '../../src/demo/demo.js';
import * as versions from '../../src/domain/versions.js';
import { serve, type TestApp } from '../support/app.js';
import { Caller } from '../support/caller.js';
import { command } from '../support/commands.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { publishFlow } from '../support/drafts.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { changed, snapshot } from '../support/snapshots.js';

jest.setTimeout(60_000);

const now = new Date('2026-03-18T17:30:00Z');
const users = 400;

let database: TestDatabase;
let app: TestApp;
let made: Made;
beforeAll(async () => {
  database = await testDatabase();
  made = await fill(database.db, database.config, { users, now });
  app = await serve(database);
});
afterAll(() => app.stop());

const all = async (query: string) => (await database.pool.query(query)).rows;

describe('the demo', () => {
  test('makes people, submissions and events of three months, whom no mail can reach', async () => {
    expect(made.users).toBe(users + 3);
    expect(made.submissions).toBeGreaterThan(users * 0.9);
    const [counts] =
      await all(`select count(*)::int as people, count(*) filter (where email !~ '@(people|demo|doorstep)\\.example$')::int as reachable,
      min(created_at) > timestamptz '2026-03-18' - interval '94 days' as recent, max(greatest(created_at, updated_at, deleted_at, last_login_at)) <= '2026-03-18 17:30Z' as past
      from users where email not like 'admin@doorstep%'`);
    expect(counts).toEqual({ people: users + 3, reachable: 0, recent: true, past: true });
    for (const table of ['mails', 'webhook_deliveries', 'user_tokens', 'sessions', 'graphile_worker.jobs'])
      expect([table, await all(`select * from ${table}`)]).toEqual([table, []]);
  });

  test('has all that lists and charts are for: drop-off, refusals, corrections, versions, weekends', async () => {
    const kinds = await all('select type::text, count(*)::int from submission_events group by 1 order by 1');
    expect(kinds.map(({ type }) => type)).toEqual(['completed', 'corrected', 'page_refused', 'page_saved', 'started']);
    expect(kinds.every(({ count }) => count > 0)).toBe(true);
    const [by] = await all(
      `select count(*) filter (where status = 'completed')::float8 / count(*) as done from submissions`,
    );
    expect(by.done).toBeGreaterThan(0.4);
    expect(by.done).toBeLessThan(0.9);
    const used = await all(`select slug, number, published_at <= min(started_at) as before from submissions
      join flow_versions v on v.id = version_id join flows f on f.id = v.flow_id group by slug, number, published_at order by 1, 2`);
    expect(used).toEqual([
      { slug: 'companies', number: 1, before: true },
      ...[1, 2, 3].map((number) => ({ slug: 'default', number, before: true })),
    ]);
    const [week] = await all(`select count(*) filter (where extract(isodow from created_at) >= 6) / 2.0 as weekend,
      count(*) filter (where extract(isodow from created_at) < 6) / 5.0 as weekday from users`);
    expect(Number(week.weekend)).toBeLessThan(Number(week.weekday));
  });

  test('agrees with itself: every submission is what its events made of it, and valid by its version', async () => {
    const submissions = await database.db.selectFrom('submissions').selectAll().execute();
    const events = await all('select * from submission_events order by id');
    expect(events.map(({ created_at }) => created_at.getTime())).toEqual(
      events.map(({ created_at }) => created_at.getTime()).sort((one, other) => one - other),
    );
    const audit = await all(`select created_at from audit_log where created_at <= '2026-03-18 17:30Z' order by id`);
    expect(audit).toEqual([...audit].sort((one, other) => one.created_at - other.created_at));
    expect(audit.length).toBeGreaterThan(users);
    for (const submission of submissions) {
      const own = events.filter(({ submission_id }) => submission_id === submission.id);
      const of = (...types: string[]) => own.filter(({ type }) => types.includes(type));
      const version = await versions.get(database.db, submission.version_id);
      const saved = of('page_saved').map(({ page_key }) => page_key);
      const order = saved.filter((key, at) => saved.lastIndexOf(key) === at);
      const open = version.pages.find(({ key }) => !order.includes(key))?.key ?? null;
      const last = of('started', 'page_saved', 'completed', 'corrected').at(-1);
      expect(submission).toMatchObject({
        started_at: of('started')[0].created_at,
        updated_at: last.created_at,
        completed_at: of('completed')[0]?.created_at ?? null,
        status: of('completed').length ? 'completed' : 'in_progress',
        revision: 1 + of('page_saved', 'corrected').length,
        answered_pages: order,
        current_page: open,
      });
      for (const page of version.pages.filter(({ key }) => order.includes(key))) {
        const answers = Object.fromEntries(
          page.fields.map(({ key }) => [key, submission.answers[key]]).filter(([, value]) => value !== undefined),
        );
        expect(page.check(answers, submission.updated_at.toISOString().slice(0, 10))).toEqual([]);
      }
    }
  });

  test('can be signed in to, as every role of the staff and as a member', async () => {
    expect(made.emails).toEqual(['support@demo.example', 'editor@demo.example', 'admin@demo.example']);
    const [member] = await all(
      `select email from users where role = 'member' and is_active and deleted_at is null limit 1`,
    );
    for (const email of [...made.emails, member.email])
      expect((await app.visitor.post('/auth/login', { email, password: made.password })).status).toBe(200);
    const { data } = await app.visitor.post('/auth/login', { email: made.emails[0], password: made.password });
    const support = new Caller(app.origin, { ...data, id: '', email: '' });
    expect((await support.get('/submissions?per_page=5')).data).toHaveLength(5);
    expect((await app.visitor.get('/flows')).data.map(({ slug }: { slug: string }) => slug)).toEqual([
      'companies',
      'default',
    ]);
  });

  test('is the same for the same seed', async () => {
    const again = await testDatabase();
    await fill(again.db, again.config, { users, now });
    const query = `select md5(string_agg(u.id || email || answers::text || s.updated_at, ',' order by u.id, s.id)) as hash
      from users u join submissions s on s.user_id = u.id`;
    expect((await again.pool.query(query)).rows).toEqual(await all(query));
    await again.close();
  });
});

describe('the demo is refused', () => {
  test('where it was already, and where somebody works', async () => {
    const before = await snapshot(database.pool);
    await expect(fill(database.db, database.config, { users: 5 })).rejects.toThrow(
      'This database holds demo data already.',
    );
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
    const used = await testDatabase();
    await publishFlow(used.db, 'own', { one: [{ key: 'nick' }] });
    await expect(fill(used.db, used.config, { users: 5 })).rejects.toThrow('This database is in use already.');
    expect((await used.pool.query('select count(*)::int as n from users')).rows).toEqual([{ n: 0 }]);
    await used.close();
  });

  test('in production', async () => {
    const empty = await testDatabase({ env: 'production' });
    await expect(fill(empty.db, empty.config, { users: 5 })).rejects.toThrow('Demo data is not for production');
    expect((await empty.pool.query('select count(*)::int as n from users')).rows).toEqual([{ n: 0 }]);
    await empty.close();
  });
});

test('npm run demo says what it made, and with which password', async () => {
  const fresh = await testDatabase();
  const dataDir = temporaryFolder();
  const environment = {
    DATA_DIR: dataDir,
    DATABASE_URL: fresh.url,
    BCRYPT_COST: '4',
    ADMIN_PASSWORD: 'a long enough password',
  };
  const { code, stdout } = await command(['demo', '--users', '20'], environment);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^23 users, \d+ submissions and \d+ events of the last three months\.\n/);
  expect(stdout).toMatch(/Password of every demo account: \S{12} {3}\(shown only this once\)\n$/);
  expect(await command(['demo'], environment)).toMatchObject({
    code: 1,
    stderr: 'This database holds demo data already.\n',
  });
  for (const wrong of ['0', 'many', '1.5'])
    expect((await command(['demo', '--users', wrong], environment)).code).toBe(2);
  await fresh.close();
  remove(dataDir);
});
