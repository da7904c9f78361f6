import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as boards from '../../src/domain/boards.js';
import * as edits from '../../src/domain/edits.js';
import * as flows from '../../src/domain/flows.js';
import { type Edit, edited, inverse, type Layout, placeOf, spotOf } from '../../src/domain/layouts.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { buildFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';
import { changed, snapshot } from '../support/snapshots.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const editor = actor('editor');
let made = 0;
let flow: Awaited<ReturnType<typeof buildFlow>>;
/** The field's id, by its key without its number. */
let id: Record<string, string>;
let key: (name: string) => string;

beforeEach(async () => {
  made += 1;
  const n = made;
  key = (name) => `${name}_${n}`;
  const fields = (...names: string[]) => names.map((name) => ({ key: key(name), label: name }));
  flow = await buildFlow(database.db, `flow-${n}`, { one: fields('a', 'b', 'c'), two: fields('d'), three: [] });
  const rows = await database.db
    .selectFrom('fields')
    .select(['id', 'label'])
    .where('key', 'like', `%\\_${n}`)
    .execute();
  id = Object.fromEntries(rows.map((row) => [row.label, row.id]));
});

const read = () => boards.read(database.db, editor, flow.id);
const apply = (...list: Edit[]) => edits.apply(database.db, editor, flow.id, list);
const refusal = async (...list: Edit[]) => {
  const before = await snapshot(database.pool);
  const { code, details } = await failure(apply(...list));
  expect(changed(before, await snapshot(database.pool))).toEqual([]);
  return [code, ...(details ?? []).map(({ field, rule }) => `${field} ${rule}`)];
};
const pageId = (name: string) => flow.pageIds[name] as string;
const fieldId = (name: string) => id[name] as string;
/** The draft as it reads: `one: a! b`. */
const shape = async () => {
  const { pages, fields } = await read();
  return pages.map(
    (page) =>
      `${page.key}: ${page.fields.map((placed) => `${String(fields[placed.id]?.key).replace(/_\d+$/, '')}${placed.required ? '!' : ''}`).join(' ')}`,
  );
};
const to = (page: string, after: string | null, before: string | null) => ({
  page: pageId(page),
  after: after && fieldId(after),
  before: before && fieldId(before),
});
const move = (layout: Layout, name: string, place: ReturnType<typeof to> | null): Edit => ({
  op: 'place',
  field: fieldId(name),
  from: placeOf(layout, fieldId(name)),
  to: place,
  required: true,
});
const label = (name: string, from: string, next: string): Edit => ({
  op: 'field',
  field: fieldId(name),
  from: { label: from },
  to: { label: next },
});

describe('a small change of a draft', () => {
  test('moves a field, on its page and to another, and the audit log tells each page that changed', async () => {
    await apply(move(await read(), 'c', to('one', null, 'a')));
    expect(await shape()).toEqual(['one: c! a! b!', 'two: d!', 'three: ']);
    await apply(move(await read(), 'c', to('two', 'd', null)));
    expect(await shape()).toEqual(['one: a! b!', 'two: d! c!', 'three: ']);
    const log = database.db.selectFrom('audit_log').select(['action', 'entity_id']).orderBy('id', 'desc').limit(2);
    expect(new Set((await log.execute()).map(({ action, entity_id }) => `${action} ${entity_id}`))).toEqual(
      new Set([`page.updated ${pageId('one')}`, `page.updated ${pageId('two')}`]),
    );
  });

  test('adds, takes off and lets be left out, adds a page, orders, renames and removes one', async () => {
    const page = crypto.randomUUID();
    const words = { key: 'one', title: 'Newest', description: null };
    await apply(
      { op: 'required', field: fieldId('a'), from: true, to: false },
      move(await read(), 'd', null),
      { op: 'page.place', page, from: null, to: { after: null, before: pageId('one') }, words },
      { op: 'place', field: fieldId('d'), from: null, to: { page, after: null, before: null }, required: false },
    );
    // Its key was taken: a new page's is nobody's choice.
    expect(await shape()).toEqual(['one-2: d', 'one: a b! c!', 'two: ', 'three: ']);
    const { pages, title } = await read();
    await apply(
      { op: 'page', page, from: { title: 'Newest', key: 'one-2' }, to: { title: 'Last', key: 'last' } },
      { op: 'page.place', page, from: spotOf(pages, page), to: { after: pageId('three'), before: null }, words },
      {
        op: 'page.place',
        page: pageId('two'),
        from: spotOf(pages, pageId('two')),
        to: null,
        words: { key: 'two', title: 'Page two', description: null },
      },
      { op: 'title', from: title, to: 'A title' },
    );
    expect(await shape()).toEqual(['one: a b! c!', 'three: ', 'last: d']);
    expect((await read()).title).toBe('A title');
  });

  test('makes a field and puts it on a page at once', async () => {
    const field = crypto.randomUUID();
    await apply(
      { op: 'field.new', field, to: { key: key('new'), type: 'text', label: 'new' } },
      { op: 'place', field, from: null, to: to('three', null, null), required: true },
    );
    expect(await shape()).toEqual(['one: a! b! c!', 'two: d!', 'three: new!']);
  });

  test('made a second time changes nothing: the answer to the first may have been lost', async () => {
    const field = crypto.randomUUID();
    const page = crypto.randomUUID();
    const list: Edit[] = [
      move(await read(), 'a', to('two', 'd', null)),
      label('b', 'b', 'Bee'),
      { op: 'field.new', field, to: { key: key('twice'), type: 'text', label: 'twice' } },
      { op: 'place', field, from: null, to: to('three', null, null), required: true },
      {
        op: 'page.place',
        page,
        from: null,
        to: { after: pageId('three'), before: null },
        words: { key: 'p', title: 'P', description: null },
      },
    ];
    await apply(...list);
    const before = await snapshot(database.pool);
    await apply(...list);
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
    const making = list[2] as Edit;
    await apply({ op: 'field', field, from: { label: 'twice' }, to: { label: 'Theirs' } });
    await apply(making);
    expect((await read()).fields[field]).toMatchObject({ label: 'Theirs' });
  });

  test('is taken back by its inverse, whatever it was', async () => {
    const before = await read();
    const page = pageId('one');
    const list: Edit[] = [
      move(before, 'c', to('one', null, 'a')),
      { op: 'required', field: fieldId('b'), from: true, to: false },
      label('a', 'a', 'Ay'),
      { op: 'page', page, from: { title: 'Page one' }, to: { title: 'First' } },
      {
        op: 'page.place',
        page,
        from: spotOf(before.pages, page),
        to: { after: pageId('three'), before: null },
        words: { key: 'one', title: 'Page one', description: null },
      },
      {
        op: 'page.place',
        page: pageId('three'),
        from: { after: pageId('two'), before: page },
        to: null,
        words: { key: 'three', title: 'Page three', description: null },
      },
    ];
    const back: Edit[] = [];
    let layout: Layout = before;
    for (const edit of list) {
      back.unshift(inverse(layout, edit) as Edit);
      layout = edited(layout, edit);
    }
    await apply(...list);
    expect(await shape()).toEqual(['two: d!', 'one: c! a! b']);
    await apply(...back);
    expect({ ...(await read()), etag: '' }).toEqual({ ...before, etag: '' });
  });
});

describe('two editors', () => {
  test('who change different things both have their way', async () => {
    const seen = await read();
    await apply(move(seen, 'a', to('one', 'c', null)));
    // Based on what was before, and "b" has lost one of its neighbours.
    await apply(move(seen, 'b', to('two', null, 'd')), label('c', 'c', 'Sea'));
    await apply({ op: 'page', page: pageId('one'), from: { title: 'Page one' }, to: { title: 'Theirs' } });
    await apply({ op: 'page', page: pageId('one'), from: { description: null }, to: { description: 'Mine' } });
    expect(await shape()).toEqual(['one: c! a!', 'two: b! d!', 'three: ']);
    expect((await read()).pages[0]).toMatchObject({ title: 'Theirs', description: 'Mine' });
  });

  test('who change the same thing: the second is refused whole, and told what it is now', async () => {
    await apply(label('a', 'a', 'Theirs'));
    const error = await failure(apply(label('b', 'b', 'Mine too'), label('a', 'a', 'Mine')));
    expect(error).toMatchObject({
      code: 'CONFLICT',
      details: [{ field: `fields.${id.a}.label`, rule: 'changed', error: expect.stringContaining('"Theirs"') }],
    });
    const { fields } = await read();
    expect([fields[fieldId('a')]?.label, fields[fieldId('b')]?.label]).toEqual(['Theirs', 'b']);
    // The same to the same end is no quarrel.
    await apply(label('a', 'a', 'Theirs'));
  });

  test('whose neighbours move away meanwhile: it comes beside the one that stayed', async () => {
    const seen = await read();
    await apply(move(seen, 'a', to('three', null, null)));
    await apply(move(seen, 'd', to('one', 'a', 'b')));
    expect(await shape()).toEqual(['one: d! b! c!', 'two: ', 'three: a!']);
    await apply(move(await read(), 'b', null));
    await apply(move(await read(), 'a', to('one', 'd', 'b')));
    expect(await shape()).toEqual(['one: d! a! c!', 'two: ', 'three: ']);
  });

  test('who move the same field: the second is told where it is; who changes else about it is not in the way', async () => {
    const seen = await read();
    await apply(move(seen, 'a', to('two', 'd', null)));
    expect(await refusal(move(seen, 'a', to('three', null, null)))).toEqual(['CONFLICT', `fields.${id.a} moved`]);
    await apply({ op: 'required', field: fieldId('a'), from: true, to: false });
    expect(await shape()).toEqual(['one: b! c!', 'two: d! a', 'three: ']);
  });

  test('a page that got a field, a field or page that is gone, a field that is elsewhere by now: each is told', async () => {
    const seen = await read();
    const three = { key: 'three', title: 'Page three', description: null };
    const away: Edit = {
      op: 'page.place',
      page: pageId('three'),
      from: spotOf(seen.pages, pageId('three')),
      to: null,
      words: three,
    };
    await apply(move(seen, 'a', to('three', null, null)));
    expect(await refusal(away)).toEqual(['CONFLICT', `pages.${pageId('three')} not empty`]);
    await apply(move(await read(), 'a', null), away);
    expect(await refusal({ op: 'required', field: fieldId('a'), from: true, to: false })).toEqual([
      'CONFLICT',
      `fields.${id.a} gone`,
    ]);
    expect(await refusal(move(seen, 'b', to('three', null, null)))).toEqual([
      'CONFLICT',
      `pages.${pageId('three')} gone`,
    ]);
    expect(await refusal({ op: 'page', page: pageId('three'), from: { title: 'x' }, to: { title: 'y' } })).toEqual([
      'CONFLICT',
      `pages.${pageId('three')} gone`,
    ]);
    const added: Edit = { op: 'place', field: fieldId('b'), from: null, to: to('two', null, null), required: true };
    expect(await refusal(added)).toEqual(['CONFLICT', `fields.${id.b} moved`]);
  });

  test('at the very same moment come one after the other', async () => {
    const outcomes = await Promise.allSettled(['x', 'y', 'z'].map((name) => apply(label('a', 'a', name))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([
      apply(label('b', 'b', 'Bee')),
      apply(label('c', 'c', 'Sea')),
      apply(move(await read(), 'd', to('three', null, null))),
    ]);
    expect(await shape()).toEqual(['one: a! b! c!', 'two: ', 'three: d!']);
  });
});

describe('what is refused', () => {
  test('a field that could not be answered, at the field and its rule, and nothing of the whole change is made', async () => {
    const wrong: Edit = { op: 'field', field: fieldId('a'), from: {}, to: { min_length: 5, max_length: 4 } };
    expect(await refusal(label('b', 'b', 'Bee'), wrong)).toEqual([
      'VALIDATION_ERROR',
      `fields.${id.a}.max_length max_length`,
    ]);
    const taken: Edit = { op: 'field', field: fieldId('a'), from: { key: key('a') }, to: { key: key('b') } };
    expect(await refusal(taken)).toEqual(['CONFLICT', `fields.${id.a}.key unique`]);
  });

  test('a flow that is archived or not there, a change that is none, whoever is no editor', async () => {
    await flows.archive(database.db, editor, flow.id);
    expect((await refusal(label('a', 'a', 'b')))[0]).toBe('CONFLICT');
    expect((await failure(edits.apply(database.db, editor, crypto.randomUUID(), [label('a', 'a', 'b')]))).code).toBe(
      'NOT_FOUND',
    );
    for (const input of [
      undefined,
      [],
      [{ op: 'drop' }],
      [{ op: 'title', from: 'a', to: '' }],
      Array(301).fill(label('a', 'a', 'b')),
    ])
      expect((await failure(edits.apply(database.db, editor, flow.id, input))).code).toBe('VALIDATION_ERROR');
    for (const role of ['support', 'member', 'visitor'] as const) {
      expect((await failure(edits.apply(database.db, actor(role), flow.id, []))).code).toBe('FORBIDDEN');
      expect((await failure(boards.read(database.db, actor(role), flow.id))).code).toBe('FORBIDDEN');
    }
  });
});
