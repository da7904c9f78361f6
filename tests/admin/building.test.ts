import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { buildFlow } from '../support/drafts.js';
import { changed, snapshot } from '../support/snapshots.js';

let app: TestApp;
let editor: Clerk;
let flow: Awaited<ReturnType<typeof buildFlow>>;
let at: string;

beforeAll(async () => {
  app = await testApp();
  editor = await clerk(app, 'editor');
  flow = await buildFlow(app.db, 'shaped', { one: [{ key: 'first' }], two: [] });
  at = `/api/resources/flows/records/${flow.id}/build`;
});
afterAll(() => app.stop());

const boardOf = ({ body }: Awaited<ReturnType<Clerk['get']>>) =>
  body.record.params.board && JSON.parse(body.record.params.board);
const title = (from: string, to: string) => ({
  op: 'page',
  page: flow.pageIds.one,
  from: { title: from },
  to: { title: to },
});

test('the board holds the draft, the library and what is wrong, and is sent again only when something of it is another', async () => {
  const board = boardOf(await editor.get(at));
  expect(board).toMatchObject({
    title: 'Flow shaped',
    pages: [
      { key: 'one', fields: [{ required: true }] },
      { key: 'two', fields: [] },
    ],
    problems: [{ field: 'pages.two.fields', error: 'The page “Page two” has no field.' }],
  });
  expect(Object.values(board.fields).map((field) => (field as { key: string }).key)).toContain('first');
  expect(boardOf(await editor.get(`${at}?etag=${board.etag}`))).toBeUndefined();
  const after = boardOf(await editor.postJson(at, { edits: [title('Page one', 'Number one')] }));
  expect(after.pages[0].title).toBe('Number one');
  expect(boardOf(await editor.get(`${at}?etag=${board.etag}`)).etag).toBe(after.etag);
});

test('what is refused is told with the board as it is, and changes nothing', async () => {
  await editor.postJson(at, { edits: [title('Number one', 'Theirs')] });
  const before = await snapshot(app.pool);
  const answer = await editor.postJson(at, { edits: [title('Number one', 'Mine')] });
  expect([answer.status, answer.body.refused.code]).toEqual([200, 'CONFLICT']);
  expect(answer.body.refused.details).toMatchObject([{ field: `pages.${flow.pageIds.one}.title`, rule: 'changed' }]);
  expect(boardOf(answer).pages[0].title).toBe('Theirs');
  for (const edits of [undefined, 'no json', [], [{ op: 'drop' }], [{ ...title('Theirs', 'x'), more: 1 }]])
    expect((await editor.postJson(at, { edits })).body.refused.code).toBe('VALIDATION_ERROR');
  expect(changed(before, await snapshot(app.pool))).toEqual([]);
});

test('a flow that was just made is shaped next', async () => {
  const { body } = await editor.create('flows', { slug: 'fresh', title: 'Fresh' });
  expect(body.redirectUrl).toMatch(/\/flows\/records\/[^/]+\/build$/);
});
