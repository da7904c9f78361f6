import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as edits from '../../src/domain/edits.js';
import { type Edit, freeKey } from '../../src/domain/layouts.js';
import { fieldKey, pageKey } from '../../src/domain/text.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { buildFlow } from '../support/drafts.js';
import { actor } from '../support/failures.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const editor = actor('editor');
const rename = (page: string | undefined, from: string, to: string): Edit => ({
  ...{ op: 'page', page: String(page) },
  ...{ from: { key: from }, to: { key: to } },
});
const keysOf = async (id: string) => {
  const rows = database.db.selectFrom('pages').select('key').where('flow_id', '=', id).orderBy('position');
  return (await rows.execute()).map(({ key }) => key);
};

test('two pages swap their keys, three pass them on, and a new page takes the key of one that is renamed', async () => {
  const flow = await buildFlow(database.db, 'swapped', { one: [], two: [], three: [] });
  const { one, two, three } = flow.pageIds;
  const apply = (...all: Edit[]) => edits.apply(database.db, editor, flow.id, all);
  await apply(rename(one, 'one', 'two'), rename(two, 'two', 'one'));
  expect(await keysOf(flow.id)).toEqual(['two', 'one', 'three']);
  await apply(rename(one, 'two', 'one'), rename(two, 'one', 'three'), rename(three, 'three', 'two'));
  expect(await keysOf(flow.id)).toEqual(['one', 'three', 'two']);
  const words = { key: 'one', title: 'New', description: null };
  const page = '5b1d9f2e-9f2c-4a52-8d6b-0d3c6b1c7a10';
  await apply(rename(one, 'one', 'first'), {
    ...{ op: 'page.place', page, from: null, words },
    to: { after: null, before: String(one) },
  });
  expect(await keysOf(flow.id)).toEqual(['one', 'first', 'three', 'two']);
});

test.each(['-', '_'] as const)('a free key is a key, however long the one that is taken (%s)', (separator) => {
  const schema = separator === '-' ? pageKey : fieldKey;
  for (const key of ['a'.repeat(63), `${'a'.repeat(60)}${separator}bb`, 'short', 'a'.repeat(80)]) {
    const taken: string[] = [];
    for (let count = 0; count < 12; count += 1) taken.push(freeKey(key, taken, separator));
    expect(new Set(taken).size).toBe(12);
    for (const free of taken) expect(schema.safeParse(free).success).toBe(true);
  }
});
