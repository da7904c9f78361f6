import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { system } from '../../../src/domain/actors.js';
import * as pages from '../../../src/domain/pages.js';
import * as versions from '../../../src/domain/versions.js';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { publishFlow } from '../../support/drafts.js';

let app: TestApp;
let member: Caller;
let at: string;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  member = await app.signedIn();
  at = `/submissions/${(await member.post('/submissions', { flow: 'default' })).data.id}`;
});

const about = { about_me: 'I build doors.', birthdate: '1990-05-17' };
const address = { address: { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' } };
const save = (key: string, answers: unknown, headers?: Record<string, string>) =>
  member.put(`${at}/pages/${key}`, { answers }, headers);
const events = () =>
  app.db
    .selectFrom('submission_events')
    .selectAll()
    .where('submission_id', '=', at.split('/')[2] ?? '')
    .orderBy('id')
    .execute();

describe('saving a page', () => {
  test('stores its answers, moves on and counts', async () => {
    const answer = await save('about-you', about);
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({
      answers: about,
      current_page: 'address',
      progress: { completed: 1, total: 2 },
      revision: 2,
      status: 'in_progress',
    });
    expect((await member.get(at)).data).toEqual(answer.data);
  });

  test('in any order: the current page is the first one not yet answered', async () => {
    expect((await save('address', address)).data).toMatchObject({
      current_page: 'about-you',
      progress: { completed: 1 },
    });
    expect((await save('about-you', about)).data).toMatchObject({ current_page: null, progress: { completed: 2 } });
  });

  test('again replaces that page and leaves the others alone', async () => {
    await save('about-you', about);
    await save('address', address);
    const changed = { ...about, about_me: 'I open doors.' };
    const { data } = await save('about-you', changed);
    expect(data).toMatchObject({
      answers: { ...changed, ...address },
      revision: 4,
      progress: { completed: 2, total: 2 },
    });
  });

  test('drops an optional answer that is left out the next time', async () => {
    await publishFlow(app.db, 'optional', {
      one: [
        { key: 'nick', required: false },
        { key: 'motto', required: false },
      ],
    });
    const { data } = await member.post('/submissions', { flow: 'optional' });
    await member.put(`/submissions/${data.id}/pages/one`, { answers: { nick: 'Al', motto: 'On' } });
    const again = await member.put(`/submissions/${data.id}/pages/one`, { answers: { nick: 'Al' } });
    expect(again.data.answers).toEqual({ nick: 'Al' });
  });

  test('is written down as an event, with the version and without the answers', async () => {
    await save('about-you', about);
    const written = await events();
    expect(written).toMatchObject([
      { type: 'started' },
      { type: 'page_saved', page_key: 'about-you', actor_id: member.id },
    ]);
    expect(JSON.stringify(written)).not.toContain('doors');
  });

  test('with invalid answers is 422, one detail a field, and changes nothing', async () => {
    const answer = await save('about-you', { about_me: '  ', birthdate: '2999-01-01', extra: 1 });
    expect([answer.status, answer.code]).toEqual([422, 'VALIDATION_ERROR']);
    expect(answer.complaints).toEqual({
      about_me: 'This is required.',
      birthdate: expect.stringMatching(/^This must be \d{4}-\d\d-\d\d or earlier\.$/),
      extra: 'This page has no such field.',
    });
    expect((await member.get(at)).data).toMatchObject({ answers: {}, revision: 1, current_page: 'about-you' });
  });

  test('that was refused is written down: which field and rule, never the value', async () => {
    await save('about-you', { about_me: 'secret words', birthdate: '2999-01-01', 'private key': 'x' });
    const [, refused] = await events();
    expect(refused).toMatchObject({
      type: 'page_refused',
      page_key: 'about-you',
      details: [{ field: 'birthdate', rule: 'max' }],
    });
    expect(JSON.stringify(refused)).not.toMatch(/secret|2999|private/);
  });

  test('names the part of an address that is wrong', async () => {
    expect((await save('address', { address: { ...address.address, zip: '' } })).complaints).toEqual({
      'address.zip': 'This is required.',
    });
    expect((await save('address', { address: 'Main St' })).complaints).toHaveProperty('address');
  });

  test.each([
    ['NUL', 'a\u0000b', 422],
    ['a lone surrogate', 'a\ud83d', 422],
    ['an escape character', 'a\u001bb', 422],
    ['tabs and line ends', 'a\tb\r\nc', 200],
    ['right-to-left and emoji', 'שלום 👋🏽', 200],
  ])('with %s in a textarea', async (_kind, about_me, status) => {
    expect((await save('about-you', { ...about, about_me })).status).toBe(status);
  });

  test('with __proto__ or constructor among the answers refuses them as unknown fields', async () => {
    const body = `{"answers":{"about_me":"x","birthdate":"1990-05-17","__proto__":{"a":1},"constructor":1}}`;
    const answer = await member.put(`${at}/pages/about-you`, body);
    expect(Object.keys(answer.complaints).sort()).toEqual(['__proto__', 'constructor']);
  });

  test.each([{}, { answers: null }, { answers: [] }, { answers: about, more: 1 }])(
    'with the body %p is 422',
    async (body) => {
      expect((await member.put(`${at}/pages/about-you`, body)).status).toBe(422);
    },
  );

  test('that the version does not have is 404', async () => {
    expect((await save('elsewhere', {})).code).toBe('NOT_FOUND');
    expect((await save('No%20Page', {})).code).toBe('NOT_FOUND');
  });
});

describe('two tabs', () => {
  test('with If-Match at once: one 200, one 412, and no answer lost', async () => {
    const texts = ['from the first tab', 'from the second tab'];
    const answers = await Promise.all(
      texts.map((about_me) => save('about-you', { ...about, about_me }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await member.get(at)).data).toMatchObject({ answers: { about_me: texts[winner] }, revision: 2 });
    expect(answers[1 - winner]?.code).toBe('REVISION_MISMATCH');
  });

  test.each([
    ['"1"', 200],
    ['*', 200],
    ['"2"', 412],
    ['1', 412],
    ['"x"', 412],
    ['W/"1"', 412],
  ])('If-Match: %s is %i', async (header, status) => {
    expect((await save('about-you', about, { 'if-match': header })).status).toBe(status);
  });
});

describe('a submission begun before a publishing', () => {
  test('keeps its version to the end, whatever is published', async () => {
    const by = system('system');
    const flow = await publishFlow(app.db, 'moving', { one: [{ key: 'nick' }], two: [{ key: 'motto' }] });
    const old = (await member.post('/submissions', { flow: 'moving' })).data;
    await pages.remove(app.db, by, flow.pageIds.two ?? '');
    await versions.publish(app.db, by, flow.id, {});
    const newer = (await (await app.signedIn()).post('/submissions', { flow: 'moving' })).data;
    expect([old.version, old.progress.total, newer.version, newer.progress.total]).toEqual([1, 2, 2, 1]);

    await member.put(`/submissions/${old.id}/pages/one`, { answers: { nick: 'Al' } });
    await member.put(`/submissions/${old.id}/pages/two`, { answers: { motto: 'On' } });
    const done = await member.post(`/submissions/${old.id}/complete`);
    expect(done.data).toMatchObject({ status: 'completed', version: 1, answers: { nick: 'Al', motto: 'On' } });
  });
});

describe('a page of a submission that this process has seen before', () => {
  /** How often a connection is lent meanwhile: once a statement. */
  async function statements(work: () => Promise<unknown>): Promise<number> {
    const { connect } = app.pool;
    let lent = 0;
    app.pool.connect = ((...args: Parameters<typeof connect>) => {
      lent += 1;
      return connect.apply(app.pool, args);
    }) as typeof connect;
    await work().finally(() => {
      app.pool.connect = connect;
    });
    return lent;
  }

  test('is saved by one statement, whose every condition holds', async () => {
    await save('about-you', about);
    expect(await statements(() => save('about-you', { ...about, about_me: 'I mend doors.' }))).toBe(1);
    expect((await member.get(at)).data).toMatchObject({ answers: { about_me: 'I mend doors.' }, revision: 3 });
    expect((await save('about-you', about, { 'if-match': '"2"' })).code).toBe('REVISION_MISMATCH');
    expect((await (await app.signedIn()).put(`${at}/pages/about-you`, { answers: about })).code).toBe('NOT_FOUND');
    await app.pool.query('update users set is_active = false where id = $1', [member.id]);
    expect((await save('about-you', about)).code).toBe('UNAUTHENTICATED');
    await app.pool.query('update users set is_active = true where id = $1', [member.id]);
    expect((await member.get(at)).data.revision).toBe(3);
  });
});

describe('saves that come at the same moment', () => {
  /** Members with a submission that this process has seen, each with its path and a way to save there. */
  async function crowd(size: number) {
    const members = await Promise.all(Array.from({ length: size }, () => app.signedIn()));
    return Promise.all(
      members.map(async (who) => {
        const { id } = (await who.post('/submissions', { flow: 'default' })).data;
        const put = (about_me: string) =>
          who.put(`/submissions/${id}/pages/about-you`, { answers: { ...about, about_me } });
        await put('First.');
        return { id, who, put };
      }),
    );
  }
  const stored = async (ids: string[]) => {
    const text = `select s.id, s.answers->>'about_me' as text, s.revision,
      (select count(*)::int from submission_events e where e.submission_id = s.id and type = 'page_saved') as events
      from submissions s where s.id = any($1::uuid[]) order by array_position($1::uuid[], s.id)`;
    return (await app.pool.query(text, [ids])).rows;
  };

  test('are each saved once, in fewer statements than there are', async () => {
    const all = await crowd(12);
    let asked = 0;
    const { query } = app.pool;
    app.pool.query = ((...args: Parameters<typeof query>) => {
      asked += 1;
      return query.apply(app.pool, args);
    }) as typeof query;
    const answers = await Promise.all(all.map(({ id, put }) => put(`By ${id}`))).finally(() => {
      app.pool.query = query;
    });
    expect(answers.map(({ status, data }) => [status, data.id])).toEqual(all.map(({ id }) => [200, id]));
    expect(await stored(all.map(({ id }) => id))).toEqual(
      all.map(({ id }) => ({ id, text: `By ${id}`, revision: 3, events: 2 })),
    );
    expect(asked).toBeLessThan(all.length);
  });

  test('to one submission come one after the other, and none is lost', async () => {
    const [one] = await crowd(1);
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => one?.put(text)));
    expect(answers.map((answer) => answer?.data.revision).sort()).toEqual([3, 4, 5, 6, 7]);
    expect(await stored([one?.id ?? ''])).toMatchObject([{ revision: 7, events: 6 }]);
  });

  test('are refused each for itself: whose session has ended, whose rows PostgreSQL will not take', async () => {
    const all = await crowd(6);
    const [ended, refused, ...others] = all;
    await app.pool.query('update sessions set ended_at = now() where user_id = $1', [ended?.who.id]);
    await app.pool.query(`alter table submissions add constraint refused check (answers->>'about_me' <> 'Refused')`);
    const answers = await Promise.all(
      [ended, ...others, refused].map((each) => each?.put(each === refused ? 'Refused' : 'Second.')),
    ).finally(() => app.pool.query('alter table submissions drop constraint refused'));
    expect(answers.map((answer) => answer?.status)).toEqual([401, 200, 200, 200, 200, 500]);
    expect((await stored(all.map(({ id }) => id))).map(({ text, events }) => [text, events])).toEqual([
      ['First.', 1],
      ['First.', 1],
      ...others.map(() => ['Second.', 2]),
    ]);
  });

  test('do not wait for those whose submissions somebody else is changing', async () => {
    const all = await crowd(5);
    // As many as there are statements at once, so that both would be held up.
    const [locked, others] = [all.slice(0, 2), all.slice(2)];
    const other = await app.pool.connect();
    await other.query('begin');
    await other.query('select from submissions where id = any($1) for update', [locked.map(({ id }) => id)]);
    const waiting = locked.flatMap(({ put }) => [put('Waited once.'), put('Waited twice.')]);
    const answers = await Promise.all(others.map(({ put }) => put('Second.')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const ids = locked.map(({ id }) => id);
    expect((await stored(ids)).map(({ text }) => text)).toEqual(['First.', 'First.']);
    await other.query('commit');
    other.release();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await stored(ids)).map(({ revision, events }) => [revision, events])).toEqual([
      [4, 3],
      [4, 3],
    ]);
  });
});
