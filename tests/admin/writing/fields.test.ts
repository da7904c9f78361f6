import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import { type Clerk, clerk, complaintsOf } from '../../support/clerk.js';
import { changed, snapshot } from '../../support/snapshots.js';

let app: TestApp;
let editor: Clerk;

beforeAll(async () => {
  app = await testApp();
  editor = await clerk(app, 'editor');
});
afterAll(() => app.stop());

const field = (id: string) => app.db.selectFrom('fields').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lastEntry = () => app.db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();

let made = 0;
async function newField(values: Record<string, unknown> = {}): Promise<string> {
  made += 1;
  const answer = await editor.create('fields', { key: `made_${made}`, type: 'text', label: 'Made', ...values });
  expect(complaintsOf(answer)).toEqual({});
  return answer.body.record.id;
}

describe('fields', () => {
  test('hold enum, integers, text, null and jsonb as they were given', async () => {
    const id = await newField({
      type: 'text',
      min_length: '2',
      max_length: '20',
      pattern: '^[a-z]+$',
      help: 'Two\nlines',
    });
    expect(await field(id)).toMatchObject({
      type: 'text',
      min_length: 2,
      max_length: 20,
      pattern: '^[a-z]+$',
      help: 'Two\nlines',
      min: null,
    });
    const options = {
      'options.0.value': 'r',
      'options.0.label': 'Red',
      'options.1.value': 'b',
      'options.1.label': 'Blue',
    };
    const choice = await newField({ type: 'select', ...options });
    expect((await field(choice)).options).toEqual([
      { value: 'r', label: 'Red' },
      { value: 'b', label: 'Blue' },
    ]);
    await editor.edit('fields', choice, { options: JSON.stringify([{ value: 'g', label: 'Green' }]) });
    expect((await field(choice)).options).toEqual([{ value: 'g', label: 'Green' }]);
  });

  test('a cleared number is no number, not 0', async () => {
    const id = await newField({ min_length: '2', max_length: '20' });
    await editor.edit('fields', id, { min_length: '', max_length: '__FORM_VALUE_NULL__' });
    expect(await field(id)).toMatchObject({ min_length: null, max_length: null });
    expect(await lastEntry()).toMatchObject({
      before: { min_length: 2, max_length: 20 },
      after: { min_length: null, max_length: null },
    });
  });

  test('another type lets go of the rules it does not know', async () => {
    const id = await newField({ type: 'select', 'options.0.value': 'r', 'options.0.label': 'Red' });
    expect(complaintsOf(await editor.edit('fields', id, { type: 'number', min: '1' }))).toEqual({});
    expect(await field(id)).toMatchObject({ type: 'number', min: '1', options: [] });
  });

  test.each([
    [
      { key: 'Bad Key' },
      { key: 'Start with a small letter, then small letters, digits and underscores, such as about_me.' },
    ],
    [{ label: '' }, { label: 'This is required.' }],
    [{ type: '' }, { type: expect.any(String) }],
    [{ min_length: 'two' }, { min_length: 'This must be a number.' }],
    [{ min_length: '5', max_length: '2' }, { max_length: 'This must not be less than the shortest length.' }],
    [{ pattern: '(' }, { pattern: 'This is not a valid pattern.' }],
    [{ type: 'date', min: 'soon' }, { min: 'This must be a date such as 2000-12-31, today, or -18y.' }],
    [{ type: 'select' }, { options: 'Give at least one option to choose from.' }],
    [{ type: 'select', options: 'no json' }, { options: 'This must be a list.' }],
    [{ type: 'select', 'options.0.value': 'a', 'options.0.label': '' }, { 'options.0.label': 'This is required.' }],
  ])('are refused with a complaint where it belongs: %p', async (values, complaints) => {
    const before = await snapshot(app.pool);
    expect(
      complaintsOf(await editor.create('fields', { key: 'refused', type: 'text', label: 'No', ...values })),
    ).toEqual(complaints);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('a key that is taken is told at the key, and what was typed is still there', async () => {
    const answer = await editor.create('fields', { key: 'about_me', type: 'text', label: 'Twice' });
    expect(complaintsOf(answer)).toEqual({ key: 'A field with this key already exists.' });
    expect(answer.body.record.params).toMatchObject({ key: 'about_me', label: 'Twice' });
  });

  test('one that stands on a page stays, one that does not can go', async () => {
    const placed = await app.db
      .selectFrom('fields')
      .select('id')
      .where('key', '=', 'about_me')
      .executeTakeFirstOrThrow();
    const refused = await editor.delete('fields', placed.id);
    expect(refused.body.notice).toEqual({
      type: 'error',
      message: 'This field stands on a page. Take it off the page first.',
    });
    const id = await newField();
    await editor.delete('fields', id);
    expect(await app.db.selectFrom('fields').select('id').where('id', '=', id).execute()).toEqual([]);
    expect(await lastEntry()).toMatchObject({ action: 'field.deleted', before: { id }, after: null });
  });
});

test('the change and its entry in the audit log are one: without the one there is no other', async () => {
  const id = await newField();
  const before = await field(id);
  await app.pool.query('alter table audit_log rename to audit_log_away');
  try {
    expect((await editor.edit('fields', id, { label: 'Unseen' })).status).toBe(500);
  } finally {
    await app.pool.query('alter table audit_log_away rename to audit_log');
  }
  expect(await field(id)).toEqual(before);
});

test.each([
  { label: '', type: 'text', min_length: 5, max_length: 4 },
  { label: 'L', type: 'text', pattern: '(a)\\1' },
  { label: 'L', type: 'date', min: 'soon', max: 'today' },
  { label: 'L', type: 'date', min: 'today', max: '-18y', pattern: 'x' },
  { label: 'L', type: 'number', max: 'many' },
  { label: 'L', type: 'select' },
])('the same bad field gets the same complaint at both doors: %j', async (bad) => {
  const over = await app.signedIn('editor');
  const document = { slug: 'bad', title: 'Bad', pages: [{ key: 'p', title: 'P', fields: [{ key: 'bad', ...bad }] }] };
  const { complaints } = await over.put('/flows/bad/draft', document);
  const told = Object.entries(complaints).map(([path, error]) => [path.replace('pages.p.fields.bad.', ''), error]);
  expect(told.length).toBeGreaterThan(0);
  expect(complaintsOf(await editor.create('fields', { key: 'bad', ...bad }))).toEqual(Object.fromEntries(told));
});
