import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as boards from '../../src/domain/boards.js';
import * as edits from '../../src/domain/edits.js';
import { ofClashes } from '../../src/domain/last-changes.js';
import { type Edit, placeOf } from '../../src/domain/layouts.js';
import { type TestApp, testApp } from '../support/app.js';
import { buildFlow } from '../support/drafts.js';
import { failure } from '../support/failures.js';

let app: TestApp;
let ann: string;
let ben: string;
let me: string;
let flow: Awaited<ReturnType<typeof buildFlow>>;
let made = 0;
beforeAll(async () => {
  app = await testApp();
  [ann, ben, me] = [await account('ann'), await account('ben'), await account('me')];
});
afterAll(() => app.stop());
beforeEach(async () => {
  made += 1;
  const fields = [
    { key: `name_${made}`, label: 'Name' },
    { key: `born_${made}`, label: 'Born' },
  ];
  flow = await buildFlow(app.db, `flow-${made}`, { you: fields, home: [] });
});

async function account(full_name: string): Promise<string> {
  const { id } = await app.signedIn('editor');
  await app.db.updateTable('users').set({ full_name }).where('id', '=', id).execute();
  return id;
}
const as = (id: string) => ({ id, role: 'editor', door: 'admin' }) as const;
const fieldId = async (key: string) =>
  (await app.db.selectFrom('fields').select('id').where('key', '=', `${key}_${made}`).executeTakeFirstOrThrow()).id;
const page = () => String(flow.pageIds.you);
const apply = (who: string, ...all: Edit[]) => edits.apply(app.db, as(who), flow.id, all);
/** Who is named for what my change clashes with. */
async function named(mine: Edit) {
  const { details = [] } = await failure(apply(me, mine));
  const paths = details.map(({ field }) => field);
  const found = await ofClashes(app.db, as(me), flow.id, paths);
  return paths.map((path) => [path.replace(/[0-9a-f-]{36}/, '…'), found[path]?.by]);
}

test('of a clash it is told who changed just that last, whoever changed something else of it later', async () => {
  const titled = (from: string, to: string): Edit => ({
    op: 'page',
    page: page(),
    from: { title: from },
    to: { title: to },
  });
  const described = (to: string): Edit => ({
    op: 'page',
    page: page(),
    from: { description: null },
    to: { description: to },
  });
  await apply(ann, titled('Page you', 'By Ann'));
  await apply(ben, described('By Ben'));
  expect(await named(titled('Page you', 'Mine'))).toEqual([['pages.….title', 'ann']]);
  expect(await named(described('Mine'))).toEqual([['pages.….description', 'ben']]);
  await apply(ben, { op: 'title', from: flow.title, to: 'By Ben' });
  expect(await named({ op: 'title', from: flow.title, to: 'Mine' })).toEqual([['flow.title', 'ben']]);
  const field = await fieldId('name');
  const labelled = (to: string): Edit => ({ op: 'field', field, from: { label: 'Name' }, to: { label: to } });
  await apply(ann, labelled('By Ann'));
  expect(await named(labelled('Mine'))).toEqual([['fields.….label', 'ann']]);
});

test('of a field that was moved, or need not be answered any more, who did that; of what is mine somebody else', async () => {
  const [field, other] = [await fieldId('name'), await fieldId('born')];
  const layout = await boards.read(app.db, as(me), flow.id);
  const from = placeOf(layout, field);
  const move = (to: string, required = true): Edit => ({
    ...{ op: 'place', field, from, required },
    to: { page: String(flow.pageIds[to]), after: null, before: null },
  });
  const require = (id: string): Edit => ({ op: 'required', field: id, from: true, to: false });
  await apply(ben, require(other));
  await apply(ann, move('home'));
  // Mine is written down with the page where it stands now, too.
  const beside = { page: String(flow.pageIds.home), after: field, before: null };
  await apply(me, { op: 'place', field: other, from: placeOf(layout, other), to: beside, required: false });
  expect(await named({ ...move('you'), to: null } as Edit)).toEqual([['fields.…', 'ann']]);
});

test('names no email to who may not see accounts, and somebody of whom nothing is known by no name', async () => {
  await app.db.updateTable('users').set({ full_name: null }).where('id', '=', ben).execute();
  await apply(ben, { op: 'title', from: flow.title, to: 'By Ben' });
  const told = async (role: 'editor' | 'admin') =>
    await ofClashes(app.db, { ...as(me), role }, flow.id, ['flow.title', 'pages.5b1d9f2e-9f2c-4a52-8d6b-0d3c6b1c7a10']);
  expect(await told('editor')).toEqual({ 'flow.title': { by: null, when: expect.stringMatching(/^20.*Z$/) } });
  expect((await told('admin'))['flow.title']?.by).toMatch(/^editor\d+@example.com$/);
});
