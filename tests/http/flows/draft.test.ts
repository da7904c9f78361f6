import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { changed, snapshot } from '../../support/snapshots.js';

let app: TestApp;
let editor: Caller;
beforeAll(async () => {
  app = await testApp();
  editor = await app.signedIn('editor');
});
afterAll(() => app.stop());

const rich = (slug: string) => ({
  slug,
  title: 'Rich',
  pages: [
    {
      key: 'one',
      title: 'One',
      description: 'First\nof all',
      fields: [
        {
          key: 'nick',
          type: 'text',
          label: 'Nick',
          help: 'Any',
          required: true,
          min_length: 2,
          max_length: 9,
          pattern: '^[a-z]+$',
        },
        { key: 'age', type: 'number', label: 'Age', required: false, min: 18, max: 99.5 },
        { key: 'start', type: 'date', label: 'Start', required: false, min: 'today', max: '+2y' },
      ],
    },
    { key: 'two', title: 'Two', fields: [] },
    {
      key: 'three',
      title: 'Three',
      fields: [
        { key: 'fruit', type: 'select', label: 'Fruit', required: true, options: [{ value: 'a', label: 'Apple' }] },
      ],
    },
  ],
});
const put = (document: { slug: string }, headers?: Record<string, string>) =>
  editor.put(`/flows/${document.slug}/draft`, document, headers);

describe('a draft as one document', () => {
  test('makes a flow, unfinished as it may be, and comes back without loss', async () => {
    const made = await put(rich('rich'));
    expect([made.status, made.data]).toEqual([201, rich('rich')]);
    const read = await editor.get('/flows/rich/draft');
    expect([read.status, read.data]).toEqual([200, rich('rich')]);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));
    const again = await put(read.data);
    expect([again.status, again.data, again.headers.get('etag')]).toEqual([200, read.data, read.headers.get('etag')]);
  });

  test('that is there already is not written again: no row of any table changes', async () => {
    const { data } = await put(rich('still'));
    const before = await snapshot(app.pool);
    expect((await put(data)).status).toBe(200);
    expect((await put(rich('still'))).status).toBe(200);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
    const two = {
      ...data,
      pages: data.pages.map((page: object, at: number) => (at === 1 ? { ...page, title: 'Due' } : page)),
    };
    await put(two);
    expect(changed(before, await snapshot(app.pool))).toEqual(['pages', 'audit_log']);
  });

  test('of a fresh database is the version without its schemas', async () => {
    const draft = (await editor.get('/flows/default/draft')).data;
    const { pages, slug, title } = (await app.visitor.get('/flows/default')).data;
    const bare = pages.map(({ schema, ...page }: { schema: object }) => page);
    expect(draft).toEqual({ slug, title, pages: bare });
  });

  test('moves, drops, renames and reorders in one go, and leaves a trace', async () => {
    const document = rich('turning');
    await put(document);
    const [one, two, three] = document.pages;
    const turned = {
      ...document,
      title: 'Turned',
      pages: [three, { ...one, title: 'Uno', fields: [...(one?.fields ?? [])].reverse() }],
    };
    expect((await put(turned)).data).toEqual(turned);
    const { rows } =
      await app.pool.query(`select action, before->>'key' as key from audit_log where action like 'page.%'
      and actor_id = '${editor.id}' order by id desc limit 3`);
    expect(rows).toContainEqual({ action: 'page.deleted', key: two?.key });
  });

  test('is guarded by If-Match: one that no longer holds is 412 and changes nothing', async () => {
    const etag = String((await put(rich('guarded'))).headers.get('etag'));
    const changes = ['A', 'B'].map((title) => put({ ...rich('guarded'), title } as never, { 'if-match': etag }));
    const answers = await Promise.all(changes);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.code).toBe('REVISION_MISMATCH');
    expect((await put(rich('nowhere'), { 'if-match': '"x"' })).code).toBe('REVISION_MISMATCH');
    expect((await editor.get('/flows/nowhere/draft')).code).toBe('NOT_FOUND');
  });

  test('names what cannot be kept, at its path of keys, and keeps nothing then', async () => {
    const bad = {
      ...rich('other'),
      pages: [
        { key: 'a', title: 'A', fields: [{ key: 'nick', type: 'text', label: 'N', pattern: '(' }] },
        { key: 'a', title: 'B', fields: [{ key: 'nick', type: 'date', label: 'N', min: 'soon' }] },
      ],
    };
    const answer = await editor.put('/flows/other/draft', bad);
    expect(Object.keys(answer.complaints).sort()).toEqual([
      ...['pages.a', 'pages.a.fields.nick', 'pages.a.fields.nick.min', 'pages.a.fields.nick.pattern'],
    ]);
    expect((await editor.put('/flows/other/draft', rich('rich'))).complaints).toEqual({
      slug: 'This must be other, as in the address.',
    });
    expect((await put({ ...rich('x'), pages: 'none' } as never)).complaints).toEqual({ pages: 'This must be a list.' });
    expect((await editor.get('/flows/other/draft')).status).toBe(404);
  });

  test('is an editor’s and an admin’s alone', async () => {
    const admin = await app.signedIn('admin');
    expect((await admin.get('/flows/default/draft')).status).toBe(200);
    for (const role of ['support', 'member'] as const) {
      const somebody = await app.signedIn(role);
      expect((await somebody.get('/flows/default/draft')).code).toBe('FORBIDDEN');
      expect((await somebody.put('/flows/default/draft', rich('default'))).code).toBe('FORBIDDEN');
      expect((await somebody.post('/flows/default/publish')).code).toBe('FORBIDDEN');
      expect((await somebody.post('/flows/default/rollback', { version: 1 })).code).toBe('FORBIDDEN');
    }
    expect((await app.visitor.get('/flows/default/draft')).code).toBe('UNAUTHENTICATED');
  });
});

describe('publishing over the API', () => {
  test('makes the next version, also when nothing changed, and rolls back to an earlier one as a new one', async () => {
    const document = { ...rich('live'), pages: rich('live').pages.filter(({ key }) => key !== 'two') };
    await put(document);
    const first = await editor.post('/flows/live/publish', { notes: 'Here we go' });
    expect([first.status, first.data.version]).toEqual([201, 1]);
    expect((await editor.post('/flows/live/publish')).data.version).toBe(2);
    await put({ ...document, title: 'Changed' } as never);
    await editor.post('/flows/live/publish');
    const back = await editor.post('/flows/live/rollback', { version: 1 });
    expect(back.status).toBe(201);
    expect(back.data).toEqual({ ...first.data, version: 4, published_at: expect.any(String) });
    expect((await app.visitor.get('/flows/live')).data).toEqual(back.data);
    expect((await editor.get('/flows/live/draft')).data.title).toBe('Changed');
  });

  test('names every problem, and what is not there', async () => {
    await put(rich('unfinished'));
    const answer = await editor.post('/flows/unfinished/publish');
    expect([answer.status, Object.keys(answer.complaints)]).toEqual([422, ['pages.two.fields']]);
    expect((await editor.post('/flows/unknown/publish')).code).toBe('NOT_FOUND');
    expect((await editor.post('/flows/default/rollback', { version: 99 })).complaints).toHaveProperty('version');
    expect((await editor.post('/flows/default/rollback', {})).complaints).toHaveProperty('version');
    expect((await editor.post('/flows/default/publish', { notes: 7 })).complaints).toHaveProperty('notes');
  });
});
