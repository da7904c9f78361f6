import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as boards from '../../src/domain/boards.js';
import { differences } from '../../src/domain/differences.js';
import * as drafts from '../../src/domain/drafts.js';
import { duplicate } from '../../src/domain/duplicates.js';
import * as edits from '../../src/domain/edits.js';
import * as fields from '../../src/domain/fields.js';
import * as flows from '../../src/domain/flows.js';
import * as foresight from '../../src/domain/foresight.js';
import { type Edit, edited, inverse } from '../../src/domain/layouts.js';
import * as pages from '../../src/domain/pages.js';
import * as versions from '../../src/domain/versions.js';
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
let page: string;
let field: string;

beforeEach(async () => {
  made += 1;
  const options = [
    { value: 'r', label: 'Red' },
    { value: 'b', label: 'Blue' },
  ];
  flow = await buildFlow(database.db, `spoken-${made}`, {
    one: [{ key: `colour_${made}`, label: 'Colour', type: 'select', options }],
    two: [{ key: `name_${made}`, label: 'Name' }],
  });
  page = flow.pageIds.one as string;
  const row = { key: `colour_${made}` };
  field = (await database.db.selectFrom('fields').select('id').where('key', '=', row.key).executeTakeFirstOrThrow()).id;
});

const read = () => boards.read(database.db, editor, flow.id);
const apply = (...list: Edit[]) => edits.apply(database.db, editor, flow.id, list);
const draft = async () => (await drafts.read(database.db, editor, flow.slug)).document;
const german = { 'label@de': 'Farbe', 'options@de': { r: 'Rot', b: 'Blau' } };
const offer = (...languages: string[]): Edit => ({ op: 'flow', from: { languages: [] }, to: { languages } });
const translateField: () => Edit = () => ({ op: 'field', field, from: {}, to: german });

describe('translating on the board', () => {
  test('languages, and texts of the flow, a page and a field, are changes like any other', async () => {
    await apply(
      offer('de', 'fr'),
      { op: 'flow', from: { 'title@de': null }, to: { 'title@de': 'Mitmachen' } },
      { op: 'page', page, from: {}, to: { 'title@de': 'Eins', 'description@fr': 'Une page' } },
      translateField(),
    );
    expect(await draft()).toMatchObject({
      ...{ language: 'en', languages: ['de', 'fr'], translations: { de: { title: 'Mitmachen' } } },
      pages: [
        {
          translations: { de: { title: 'Eins' }, fr: { description: 'Une page' } },
          fields: [{ translations: { de: { label: 'Farbe', options: { r: 'Rot', b: 'Blau' } } } }],
        },
        {},
      ],
    });
    // Title, two pages, two fields and two options: what is said of a description that is not there counts for nothing.
    expect((await read()).gaps).toEqual([
      { language: 'de', missing: 2, of: 7 },
      { language: 'fr', missing: 7, of: 7 },
    ]);
    const { rows } = await database.pool.query(
      `select action, after -> 'translations' as said from audit_log where action in ('flow.updated', 'page.updated', 'field.updated') order by id desc limit 3`,
    );
    expect(rows).toContainEqual({
      action: 'field.updated',
      said: { de: { label: 'Farbe', options: { r: 'Rot', b: 'Blau' } } },
    });
    expect(rows).toContainEqual({
      action: 'page.updated',
      said: { de: { title: 'Eins' }, fr: { description: 'Une page' } },
    });
  });

  test('two at once in two languages both keep what they wrote; in the same text the second is told', async () => {
    const into = (key: string, text: string): Edit => ({
      op: 'field',
      field,
      from: { [key]: null },
      to: { [key]: text },
    });
    await apply(into('label@de', 'Farbe'));
    await apply(into('label@fr', 'Couleur'));
    const { details } = await failure(apply(into('label@de', 'Farbton')));
    expect(details).toMatchObject([{ field: `fields.${field}.label@de`, rule: 'changed' }]);
    expect((await read()).fields[field]).toMatchObject({ 'label@de': 'Farbe', 'label@fr': 'Couleur' });
    const title = (to: string): Edit => ({ op: 'flow', from: { 'title@de': null }, to: { 'title@de': to } });
    await apply(title('Eins'));
    expect((await failure(apply(title('Zwei')))).details).toMatchObject([{ field: 'flow.title@de', rule: 'changed' }]);
  });

  test('every change is taken back whole: a removed option comes back with its translation, a removed page with all it said', async () => {
    await apply(offer('de'), translateField(), { op: 'page', page, from: {}, to: { 'title@de': 'Eins' } });
    const before = await read();
    const words = { key: 'one', title: 'Page one', description: null, 'title@de': 'Eins' };
    const { two = '' } = flow.pageIds;
    const list: Edit[] = [
      {
        op: 'field',
        field,
        from: { options: before.fields[field]?.options },
        to: { options: [{ value: 'r', label: 'Red' }] },
      },
      { op: 'place', field, from: { page, after: null, before: null }, to: null, required: true },
      { op: 'page.place', page, from: { after: null, before: two }, to: null, words },
      { op: 'flow', from: { languages: ['de'] }, to: { languages: [] } },
    ];
    const back: Edit[] = [];
    let layout = { ...before } as Parameters<typeof edited>[0];
    for (const edit of list) {
      back.unshift(inverse(layout, edit) as Edit);
      layout = edited(layout, edit);
    }
    await apply(...list);
    expect((await read()).pages).toHaveLength(1);
    await apply(...back);
    const { etag, ...after } = await read();
    const { etag: _, ...was } = before;
    expect(after).toEqual(was);
  });

  test.each<[string, () => Edit, string]>([
    [
      'a text too long',
      () => ({ op: 'page', page, from: {}, to: { 'title@de': 'x'.repeat(201) } }),
      'edits.0.to.translations.de.title',
    ],
    [
      'a tag that is none',
      () => ({ op: 'page', page, from: {}, to: { 'title@deutsch': 'x' } }),
      'edits.0.to.translations.deutsch',
    ],
    [
      'a text that a page has not',
      () => ({ op: 'page', page, from: {}, to: { 'label@de': 'x' } }),
      'edits.0.to.translations.de.label',
    ],
    ['a language twice', () => offer('de', 'de'), 'edits.0.to.languages'],
    ['the main language among the others', () => offer('en'), 'languages'],
  ])('refuses %s', async (_, edit, path) => {
    const before = await snapshot(database.pool);
    const { code, details } = await failure(apply(edit()));
    expect([code, details?.[0]?.field]).toEqual(['VALIDATION_ERROR', path]);
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
  });

  test('a field’s text is refused at the field', async () => {
    const edit: Edit = { op: 'field', field, from: {}, to: { 'label@de': 'a\u0000b' } };
    expect((await failure(apply(edit))).details?.[0]?.field).toBe(`fields.${field}.translations.de.label`);
  });
});

describe('translations stay', () => {
  beforeEach(() => apply(offer('de'), translateField(), { op: 'page', page, from: {}, to: { 'title@de': 'Eins' } }));

  test('where a plain form changes something else', async () => {
    await fields.update(database.db, editor, field, { label: 'Color' });
    await pages.update(database.db, editor, page, { title: 'First' });
    await flows.update(database.db, editor, flow.id, { title: 'Renamed' });
    expect(await draft()).toMatchObject({
      languages: ['de'],
      pages: [
        {
          title: 'First',
          translations: { de: { title: 'Eins' } },
          fields: [{ translations: { de: { label: 'Farbe' } } }],
        },
        {},
      ],
    });
  });

  test('in a duplicate, which is offered in the same languages', async () => {
    const copy = await duplicate(database.db, editor, flow.id, { slug: `copy-${made}`, title: 'Copy' });
    const { document } = await drafts.read(database.db, editor, copy.slug);
    expect({ ...document, slug: flow.slug, title: flow.title }).toEqual(await draft());
  });

  test('in a version, and in the one that makes it live again', async () => {
    const first = await versions.publish(database.db, editor, flow.id, {});
    await apply({ op: 'flow', from: { languages: ['de'] }, to: { languages: [] } });
    const second = await versions.publish(database.db, editor, flow.id, {});
    expect(second).toMatchObject({ languages: [], translations: {} });
    const third = await versions.rollBack(database.db, editor, flow.id, { version: 1 });
    expect(third).toMatchObject({ languages: ['de'], translations: first.translations });
    expect(first.translations.de?.fields[`colour_${made}`]?.label).toBe('Farbe');
  });
});

describe('what differs', () => {
  test('in a translation is told by its language, and a new language as one thing', async () => {
    await versions.publish(database.db, editor, flow.id, {});
    await apply(offer('de'), translateField());
    const [{ differences: added } = { differences: [] }] = (await foresight.ofDraft(database.db, editor, flow.id))
      .groups;
    expect(added).toEqual([{ kind: 'language.added', language: 'de', texts: 3, of: 7 }]);
    await versions.publish(database.db, editor, flow.id, {});
    await apply({
      ...{ op: 'field', field, from: german },
      to: { 'label@de': 'Farbton', 'options@de': { r: 'Rot' } },
    });
    const { groups, gaps, problems, basis } = await foresight.ofDraft(database.db, editor, flow.id);
    const told = { kind: 'translated', language: 'de' };
    expect(groups).toEqual([
      {
        differences: [
          { ...told, what: { kind: 'field', of: 'Colour', name: 'label' }, from: 'Farbe', to: 'Farbton' },
          {
            ...told,
            what: { kind: 'field', of: 'Colour', name: 'option', option: 'Blue' },
            from: 'Blau',
            to: undefined,
          },
        ],
      },
    ]);
    expect({ gaps, problems }).toEqual({ gaps: [{ language: 'de', missing: 5, of: 7 }], problems: [] });
    await apply({ op: 'field', field, from: { 'label@de': 'Farbton' }, to: { 'label@de': 'Ton' } });
    expect((await foresight.ofDraft(database.db, editor, flow.id)).basis).not.toBe(basis);
  });

  test('in nothing but translations touches nobody who is on the way', async () => {
    await versions.publish(database.db, editor, flow.id, {});
    const user = await database.db
      .insertInto('users')
      .values({ email: `way${made}@example.com` })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: version_id } = await database.db
      .selectFrom('flow_versions')
      .select('id')
      .where('flow_id', '=', flow.id)
      .executeTakeFirstOrThrow();
    await database.db
      .insertInto('submissions')
      .values({ user_id: user.id, flow_id: flow.id, version_id, answered_pages: ['one'], current_page: 'two' })
      .execute();
    await apply(offer('de'), translateField());
    const { effect } = await foresight.ofDraft(database.db, editor, flow.id);
    expect(effect).toMatchObject({ inProgress: 1, passed: 0, losing: { count: 0 }, carried: { unfit: 0 } });
  });

  test('is nothing between two versions that say the same', () => {
    const shape = {
      title: 'A',
      language: 'en',
      languages: ['de'],
      translations: { de: { title: 'B', pages: {}, fields: {} } },
      pages: [],
    };
    expect(differences(shape, { ...shape })).toEqual([]);
    expect(differences(shape, { ...shape, language: 'fr', languages: [] })).toEqual([
      {
        differences: [
          { kind: 'language.changed', from: 'en', to: 'fr' },
          { kind: 'language.removed', language: 'de' },
        ],
      },
    ]);
  });
});
