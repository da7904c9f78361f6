import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { inTransaction } from '../../src/db/pool.js';
import * as carryOver from '../../src/domain/carry-over.js';
import { today } from '../../src/domain/dates.js';
import * as fields from '../../src/domain/fields.js';
import * as publications from '../../src/domain/publications.js';
import * as submissions from '../../src/domain/submissions.js';
import { type TestApp, testApp } from '../support/app.js';
import { type Club, club } from '../support/clubs.js';
import { publishFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';
import { work } from '../support/jobs.js';
import { meetingAt, waitingForLocks } from '../support/meetings.js';
import { eventually } from '../support/processes.js';

let app: TestApp;
let people: Club;
let made = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  made += 1;
  people = await club(app, `club${made}`);
  await people.redraft();
});

const editor = actor('editor');
const carry = () => publications.publish(app.db, editor, people.flow.id, { in_progress: 'carry_over' });
const eventsOf = (id: string) =>
  app.db.selectFrom('submission_events').selectAll().where('submission_id', '=', id).orderBy('id').execute();

describe('by default', () => {
  test('those in progress stay on their version', async () => {
    const before = await people.row(people.ann);
    expect(await publications.publish(app.db, editor, people.flow.id, {})).not.toHaveProperty('carriedOver');
    expect(await people.row(people.ann)).toEqual(before);
  });
});

describe('carried over', () => {
  test('everybody in progress is, and nobody who has finished', async () => {
    const finished = await people.row(people.dee);
    const { version, carriedOver } = await carry();
    expect(carriedOver).toEqual({ carried: 3, withSetAside: 1, goesOn: false });
    for (const member of [people.ann, people.ben, people.cem])
      expect(await people.row(member)).toMatchObject({ version_id: version.id });
    expect(await people.row(people.dee)).toEqual(finished);
  });

  test('every answer that fits is kept, wherever it is asked now; the others are set aside with their version', async () => {
    const before = await people.row(people.ann);
    await carry();
    const after = await people.row(people.ann);
    const { key, answers } = people;
    expect(after).toMatchObject({ answers: answers({ name: 'Ann', city: 'Ulm' }), revision: before.revision + 1 });
    expect(Object.keys(after.answers)).toHaveLength(2);
    expect(after.set_aside).toEqual({
      [key('phone')]: [{ answer: '123', version: 1 }],
      [key('colour')]: [{ answer: 'red', version: 1 }],
    });
    expect(after.updated_at).toEqual(before.updated_at);
    const events = await eventsOf(people.ann.id);
    expect(events.at(-1)).toMatchObject({ type: 'carried_over', version_id: after.version_id, page_key: null });
    expect(
      events
        .at(-1)
        ?.details.map(({ field }) => field)
        .sort(),
    ).toEqual([key('colour'), key('phone')]);
  });

  test('a page stays done only where its present answers pass', async () => {
    await carry();
    expect(await people.row(people.ann)).toMatchObject({ answered_pages: ['about', 'home'], current_page: null });
    // The first page asks for the city now, which he never gave.
    expect(await people.row(people.ben)).toMatchObject({ answered_pages: [], current_page: 'about' });
    expect(await people.row(people.cem)).toMatchObject({ answered_pages: [], current_page: 'about', answers: {} });
  });

  test('the audit log says so once, without anybody’s answers', async () => {
    await carry();
    const log = await app.db
      .selectFrom('audit_log')
      .select(['before', 'after'])
      .where('action', '=', 'flow.carried_over')
      .where('entity_id', '=', people.flow.id)
      .execute();
    expect(log).toEqual([{ before: null, after: { version: 2, submissions: 3, with_answers_set_aside: 1 } }]);
  });

  test('back again, what was set aside is given back where it fits and nothing came instead', async () => {
    const { version } = await carry();
    await people.save(people.ann, 'about', { name: 'Ann', city: 'Ulm', colour: 'blue' });
    const [first] = await app.db
      .selectFrom('flow_versions')
      .select('id')
      .where('flow_id', '=', version.flow_id)
      .where('number', '=', 1)
      .execute();
    await publications.rollBack(app.db, editor, String(first?.id), { in_progress: 'carry_over' });
    const { key, answers } = people;
    const ann = await people.row(people.ann);
    expect(ann.answers).toEqual(answers({ name: 'Ann', city: 'Ulm', colour: 'blue', phone: '123' }));
    expect(ann.set_aside).toEqual({ [key('colour')]: [{ answer: 'red', version: 1 }] });
  });

  test('twice, nothing set aside the first time is lost', async () => {
    await carry();
    await people.save(people.ann, 'about', { name: 'Ann', city: 'Ulm', colour: 'green' });
    const colour = await app.db
      .selectFrom('fields')
      .select('id')
      .where('key', '=', people.key('colour'))
      .executeTakeFirstOrThrow();
    await fields.update(app.db, editor, colour.id, { options: [{ value: 'white', label: 'White' }] });
    await carry();
    expect((await people.row(people.ann)).set_aside[people.key('colour')]).toEqual([
      { answer: 'red', version: 1 },
      { answer: 'green', version: 2 },
    ]);
  });

  test('a date that time has overtaken is no misfit', async () => {
    const slug = `dated${made}`;
    const flow = await publishFlow(app.db, slug, { one: [{ key: `starts${made}`, type: 'date', min: 'today' }] });
    const member = await app.signedIn();
    const { id } = (await member.post('/submissions', { flow: slug })).data;
    await member.put(`/submissions/${id}/pages/one`, { answers: { [`starts${made}`]: today() } });
    const old = JSON.stringify({ [`starts${made}`]: '2020-01-01' });
    await sql`update submissions set answers = ${old} where id = ${id}`.execute(app.db);
    await publications.publish(app.db, editor, flow.id, { in_progress: 'carry_over' });
    const row = await app.db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ answers: { [`starts${made}`]: '2020-01-01' }, set_aside: {}, current_page: 'one' });
  });

  test('is nothing for who may not publish', async () => {
    const attempt = publications.publish(app.db, actor('support'), people.flow.id, { in_progress: 'carry_over' });
    expect((await failure(attempt)).code).toBe('FORBIDDEN');
    const odd = publications.publish(app.db, editor, people.flow.id, { in_progress: 'lose' });
    expect((await failure(odd)).details).toMatchObject([{ field: 'in_progress' }]);
  });
});

describe('whoever is at it meanwhile', () => {
  test('is told that it was changed, or that the page is gone; without a revision he is held against the new version', async () => {
    const { ann, answers } = people;
    const { revision } = await people.row(ann);
    await carry();
    const put = (page: string, values: Record<string, unknown>, ifMatch?: number) =>
      ann.caller.put(
        `/submissions/${ann.id}/pages/${page}`,
        { answers: answers(values) },
        {
          ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        },
      );
    expect((await put('about', { name: 'Ann' }, revision)).code).toBe('REVISION_MISMATCH');
    expect((await put('about', { name: 'Ann' })).complaints).toEqual({ [people.key('city')]: 'This is required.' });
    expect((await put('none', {})).code).toBe('NOT_FOUND');
    expect((await put('about', { name: 'Ann', city: 'Ulm' }, revision + 1)).status).toBe(200);
  });

  /** Somebody asks for something, and is carried over before he gets it. */
  async function overtaken<T>({ id }: { id: string }, request: () => Promise<T>): Promise<T> {
    const { version } = await publications.publish(app.db, editor, people.flow.id, {});
    const meanwhile = `update submissions set version_id = '${version.id}', revision = revision + 1 where id = '${id}'`;
    const [answer] = await meetingAt(app, { table: 'submissions', id }, [request], meanwhile);
    return answer as T;
  }

  test('cannot slip answers of the old version into the new one', async () => {
    const { cem } = people;
    const answer = await overtaken(cem, () => people.save(cem, 'about', { name: 'Cem', phone: '1', colour: 'red' }));
    expect(answer.complaints).toEqual({
      [people.key('city')]: 'This is required.',
      [people.key('colour')]: 'Please choose one of the options.',
      [people.key('phone')]: expect.any(String),
    });
    expect(await people.row(cem)).toMatchObject({ answers: {}, answered_pages: [] });
  });

  test('and begins in that moment begins on the new version', async () => {
    const newcomer = await app.signedIn();
    const [published, begun] = await inTransaction(app.db, async (tx) => {
      const { version } = await publications.publish(tx, editor, people.flow.id, { in_progress: 'carry_over' });
      const begins = newcomer.post('/submissions', { flow: people.slug });
      await waitingForLocks(app.pool, 1);
      return [version, () => begins] as const;
    });
    expect((await begun()).data).toMatchObject({ version: published.number });
  });

  test('and finishes is held against the new version too', async () => {
    const { ann } = people;
    const answer = await overtaken(ann, () => ann.caller.post(`/submissions/${ann.id}/complete`));
    const field = `pages.about.fields.${people.key('colour')}`;
    expect(answer.complaints).toEqual({ [field]: 'Please choose one of the options.' });
  });
});

describe('more than one transaction takes', () => {
  test('are carried over by a job, in batches, and a second run finds nothing to do', async () => {
    await sql`insert into users (email, role) select 'many' || n || ${people.slug} || '@example.com', 'member' from generate_series(1, 1100) n`.execute(
      app.db,
    );
    await sql`insert into submissions (user_id, flow_id, version_id, answers, answered_pages)
      select u.id, v.flow_id, v.id, ${JSON.stringify(people.answers({ name: 'M', phone: '1' }))}::jsonb, '{about}'
      from users u, flow_versions v where u.email like ${`many%${people.slug}@example.com`} and v.flow_id = ${people.flow.id}`.execute(
      app.db,
    );
    const { version, carriedOver } = await carry();
    expect(carriedOver).toMatchObject({ carried: 500, goesOn: true });
    const { rows } = await app.pool.query('select payload from graphile_worker._private_jobs where key = $1', [
      `carry_over ${version.id}`,
    ]);
    expect(rows).toEqual([{ payload: { id: version.id } }]);
    const worker = work(app);
    const left = `select from submissions where status = 'in_progress' and flow_id = $1 and version_id <> $2 limit 1`;
    try {
      await eventually(async () => !(await app.pool.query(left, [people.flow.id, version.id])).rows.length);
    } finally {
      await worker.stop();
    }
    await carryOver.goOn(app.db, version.id);
    const moved = await app.pool.query(
      `select count(*)::int as n, min(revision) as least, max(revision) as most from submissions
       where version_id = $1 and set_aside ? $2`,
      [version.id, people.key('phone')],
    );
    expect(moved.rows).toEqual([{ n: 1101, least: 2, most: 4 }]);
  });
});

test('support reads and corrects on: a correction is held against the version that it has now', async () => {
  await carry();
  const supporter = { ...actor('support'), id: (await app.signedIn('support')).id };
  const { ann, key } = people;
  const wrong = submissions.correct(app.db, supporter, ann.id, { answers: { [key('phone')]: '9' } });
  expect((await failure(wrong)).details).toMatchObject([{ error: 'This version has no such field.' }]);
  const right = await submissions.correct(app.db, supporter, ann.id, { answers: { [key('zip')]: '89073' } });
  expect(right.answers).toMatchObject({ [key('zip')]: '89073' });
});
