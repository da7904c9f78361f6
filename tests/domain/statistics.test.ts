import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/db/types.js';
import type { SignedIn } from '../../src/domain/actors.js';
import { today } from '../../src/domain/dates.js';
import * as statistics from '../../src/domain/statistics.js';
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
      pages: [],
    });
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
