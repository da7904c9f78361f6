import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as boards from '../../src/domain/boards.js';
import { duplicate } from '../../src/domain/duplicates.js';
import * as edits from '../../src/domain/edits.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { buildFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const editor = actor('editor');
const shape = { one: [{ key: 'a' }, { key: 'b', required: false }], two: [{ key: 'c' }], three: [] };

async function draft(id: string): Promise<string[]> {
  const { pages, fields } = await boards.read(database.db, editor, id);
  return pages.map(
    ({ key, fields: placed }) =>
      `${key}: ${placed.map((field) => `${fields[field.id]?.key}${field.required ? '!' : ''}`).join(' ')}`,
  );
}

test('a copy has pages of its own with the same fields, and both go their own ways', async () => {
  const flow = await buildFlow(database.db, 'original', shape);
  const copy = await duplicate(database.db, editor, flow.id, { slug: 'copy', title: 'Copy' });
  expect(await draft(copy.id)).toEqual(['one: a! b', 'two: c!', 'three: ']);
  const { pages, elsewhere } = await boards.read(database.db, editor, copy.id);
  const field = pages[1]?.fields[0]?.id as string;
  expect(elsewhere[field]).toEqual(['Flow original']);
  const from = { page: pages[1]?.id as string, after: null, before: null };
  await edits.apply(database.db, editor, copy.id, [{ op: 'place', field, from, to: null, required: true }]);
  expect([await draft(copy.id), await draft(flow.id)]).toEqual([
    ['one: a! b', 'two: ', 'three: '],
    ['one: a! b', 'two: c!', 'three: '],
  ]);
});

test('a copy leaves its trace, needs a slug of its own and an editor', async () => {
  const flow = await buildFlow(database.db, 'traced', { one: [{ key: 'd' }] });
  const copy = await duplicate(database.db, editor, flow.id, { slug: 'traced-copy', title: 'Copy' });
  const { pages } = await boards.read(database.db, editor, copy.id);
  const ids = [copy.id, pages[0]?.id as string];
  const log = database.db.selectFrom('audit_log').select('action').where('entity_id', 'in', ids).orderBy('id');
  expect(await log.execute()).toEqual([{ action: 'flow.created' }, { action: 'page.created' }]);
  const again = await failure(duplicate(database.db, editor, flow.id, { slug: 'traced-copy', title: 'Copy' }));
  expect([again.code, again.details?.[0]?.field]).toEqual(['CONFLICT', 'slug']);
  const nowhere = duplicate(database.db, editor, crypto.randomUUID(), { slug: 'x', title: 'X' });
  expect((await failure(nowhere)).code).toBe('NOT_FOUND');
  for (const role of ['support', 'member', 'visitor'] as const)
    expect((await failure(duplicate(database.db, actor(role), flow.id, {}))).code).toBe('FORBIDDEN');
});
