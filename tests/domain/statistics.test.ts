import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/db/types.js';
import type { SignedIn } from '../../src/domain/actors.js';
import { today } from '../../src/domain/dates.js';
import * as statistics from '../../src/domain/statistics.js';
import { keepTallies } from '../../src/domain/tallies.js';
import { type TestApp, testApp } from '../support/app.js';

const aboutYou = { about_me: 'Me', birthdate: '1990-01-01' };
const address = { address: { street: 'Main Street 1', city: 'Springfield', state: 'IL', zip: '62701' } };

let app: TestApp;
let flow: string;
beforeAll(async () => {
  app = await testApp();
  flow = (await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow()).id;
  await goes(['about-you', 'address', 'complete']);
  await goes(['about-you', 'address']);
  await goes(['about-you']);
  await goes([]);
  // Saved without having come to it: nobody showed him that page.
  await goes(['address']);
});
afterAll(() => app.stop());

/** A member who begins the default flow and does these things. */
async function goes(steps: string[]) {
  const member = await app.signedIn();
  const { data } = await member.post('/submissions', { flow: 'default' });
  for (const step of steps) {
    if (step === 'complete') await member.post(`/submissions/${data.id}/complete`);
    else
      await member.put(`/submissions/${data.id}/pages/${step}`, { answers: step === 'address' ? address : aboutYou });
  }
}

const as = (role: Role): SignedIn => ({ id: '00000000-0000-0000-0000-000000000001', role, door: 'admin' });
const read = (input: object, role: Role = 'editor') => statistics.read(app.db, as(role), input);

describe('the funnel', () => {
  test('counts on each page only those who came to it', async () => {
    const { flow: told } = await read({ flow });
    expect(told).toMatchObject({ version: 1, started: 5, completed: 1 });
    expect(told?.pages).toEqual([
      { key: 'about-you', title: 'About you', shown: 5, saved: 3, median_s: expect.any(Number) },
      { key: 'address', title: 'Where you live', shown: 3, saved: 2, median_s: expect.any(Number) },
    ]);
  });

  test('measures from the page before to the first save, half of them below', async () => {
    const seconds = [60, 120, 600];
    const { rows } = await app.pool.query(
      `select e.id from submission_events e where type = 'page_saved' and page_key = 'about-you' order by id`,
    );
    await app.pool.query('alter table submission_events disable trigger submission_events_append_only');
    for (const [index, { id }] of rows.entries()) {
      await app.pool.query(
        `update submission_events e set created_at = s.started_at + make_interval(secs => $2)
         from submissions s where s.id = e.submission_id and e.id = $1`,
        [id, seconds[index]],
      );
    }
    const { flow: told } = await read({ flow });
    expect(told?.pages[0]?.median_s).toBeCloseTo(120, 3);
  });

  test('is of the version asked for, the latest otherwise, and of those who began it in the range', async () => {
    const editor = await app.signedIn('editor');
    await editor.post('/flows/default/publish', {});
    await goes(['about-you']);
    expect((await read({ flow })).flow).toMatchObject({ version: 2, started: 1 });
    expect((await read({ flow, version: 1 })).flow).toMatchObject({ version: 1, started: 5 });
    expect((await read({ flow, version: 1, from: '2020-01-01', to: '2020-02-01' })).flow).toMatchObject({ started: 0 });
  });

  test('of a flow that nobody published is empty', async () => {
    const { id } = await app.db
      .insertInto('flows')
      .values({ slug: 'bare', title: 'Bare' })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await read({ flow: id })).flow).toEqual({
      id,
      versions: [],
      version: null,
      started: 0,
      completed: 0,
      isSampled: false,
      pages: [],
    });
  });
});

describe('the funnel kept in tallies', () => {
  /** Each page of version 1 as one would count it, from the events alone. */
  const counted = async () => {
    const { rows } = await app.pool.query(`
      with saves as (select distinct submission_id as id, page_key from submission_events where type = 'page_saved'),
      cohort as (select s.id from submissions s join flow_versions v on v.id = s.version_id where number = 1)
      select (select count(*)::int from cohort) as came, (select count(*)::int from cohort join saves using (id) where page_key = 'about-you') as first,
        (select count(*)::int from cohort join saves a using (id) join saves b using (id)
          where a.page_key = 'about-you' and b.page_key = 'address') as both`);
    const [{ came, first, both }] = rows;
    return [
      { key: 'about-you', shown: came, saved: first },
      { key: 'address', shown: first, saved: both },
    ];
  };
  const told = async () => {
    const { flow: found } = await read({ flow, version: 1 });
    return found?.pages.map(({ key, shown, saved }) => ({ key, shown, saved }));
  };
  const begin = async () => {
    const member = await app.signedIn();
    const [version] = await app.db.selectFrom('flow_versions').select('id').where('number', '=', 1).execute();
    const row = { user_id: member.id, flow_id: flow, version_id: version?.id ?? '' };
    const { id } = await app.db.insertInto('submissions').values(row).returning('id').executeTakeFirstOrThrow();
    const happens = (type: string, key: string | null = null) =>
      `insert into submission_events (submission_id, version_id, type, page_key) values ('${id}', '${row.version_id}', '${type}', ${key ? `'${key}'` : 'null'})`;
    await app.pool.query(happens('started'));
    return { id, happens };
  };
  const mark = async () => (await app.pool.query('select event_id from step_marks')).rows[0].event_id;

  test('stays as the events tell it, before they are taken in, after, and with others since', async () => {
    const early = await begin();
    expect(await told()).toEqual(await counted());
    await keepTallies(app.db);
    expect(Number(await mark())).toBeGreaterThan(0);
    expect(await told()).toEqual(await counted());
    // So far on that they are taken in by several goes.
    await app.pool.query(`select setval(pg_get_serial_sequence('submission_events', 'id'), 35000)`);
    // In the wrong order, once more what is there already, and of somebody who is in the tallies and of somebody who is not.
    const late = await begin();
    for (const text of [early.happens('page_saved', 'address'), late.happens('page_saved', 'about-you')])
      await app.pool.query(text);
    expect(await told()).toEqual(await counted());
    await keepTallies(app.db);
    for (const text of [early.happens('page_saved', 'about-you'), late.happens('page_saved', 'about-you')])
      await app.pool.query(text);
    expect(await told()).toEqual(await counted());
    await keepTallies(app.db);
    expect(await told()).toEqual(await counted());
    const { rows } = await app.pool.query('select max(id) as last from submission_events');
    expect(await mark()).toBe(rows[0].last);
  });

  test('follows who is carried over to another version', async () => {
    const { id, happens } = await begin();
    await app.pool.query(happens('page_saved', 'about-you'));
    await keepTallies(app.db);
    const second = `(select id from flow_versions where number = 2)`;
    await app.pool.query(`update submissions set version_id = ${second} where id = '${id}'`);
    await app.pool.query(
      `insert into submission_events (submission_id, version_id, type) values ('${id}', ${second}, 'carried_over')`,
    );
    for (const _ of [1, 2]) {
      expect(await told()).toEqual(await counted());
      await keepTallies(app.db);
    }
  });

  test('loses no event that was still being written when later ones were taken in', async () => {
    const [one, other] = [await begin(), await begin()];
    const writer = await app.pool.connect();
    try {
      await writer.query('begin');
      await writer.query(one.happens('page_saved', 'about-you'));
      await app.pool.query(other.happens('page_saved', 'about-you'));
      const before = await mark();
      const kept = keepTallies(app.db);
      // It asks who writes, and finds somebody: it has not gone on by the time this is answered.
      await app.pool.query('select 1');
      expect(await mark()).toBe(before);
      await writer.query('commit');
      await kept;
    } finally {
      writer.release();
    }
    expect(Number(await mark())).toBeGreaterThan(0);
    expect(await told()).toEqual(await counted());
  });
});

describe('the days', () => {
  test('are as SQL counts them, those without anything too', async () => {
    const { days, range } = await read({ flow });
    expect(days).toHaveLength(90);
    expect(range.to).toBe(today());
    const { rows } =
      await app.pool.query(`select (select count(*)::int from users where role = 'member') as registrations,
      (select count(*)::int from submissions) as started, (select count(*)::int from submissions where status = 'completed') as completed`);
    expect(days.at(-1)).toEqual({ day: today(), ...rows[0] });
    expect(days[0]).toMatchObject({ registrations: 0, started: 0, completed: 0 });
  });

  test('are a year at most, and a range the wrong way round is one day', async () => {
    expect((await read({ from: '1990-01-01', to: '2026-01-01' })).range).toEqual({
      from: '2025-01-01',
      to: '2026-01-01',
    });
    expect((await read({ from: '2026-01-02', to: '2026-01-01' })).days).toHaveLength(1);
    expect((await read({ to: '0001-01-02' })).days).toHaveLength(2);
    expect((await read({ to: '9999-12-31' })).days).toHaveLength(90);
  });

  test('that are none are refused, and members see nothing of it', async () => {
    await expect(read({ from: 'yesterday' })).rejects.toThrow('not valid');
    await expect(read({ to: '0000-12-31' })).rejects.toThrow('not valid');
    await expect(read({}, 'member')).rejects.toThrow('not allowed');
  });
});
