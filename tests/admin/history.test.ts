import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, complaintsOf } from '../support/clerk.js';
import { type Club, club } from '../support/clubs.js';

let app: TestApp;
let editor: Clerk;
let support: Clerk;
let people: Club;
beforeAll(async () => {
  app = await testApp();
  [editor, support] = [await clerk(app, 'editor'), await clerk(app, 'support')];
  people = await club(app);
  await people.redraft();
});
afterAll(() => app.stop());

const at = (action: string) => `/api/resources/flows/records/${people.flow.id}/${action}`;
const history = async (who: Clerk, query = '') => {
  const { status, body } = await who.get(at(`history${query}`));
  return { status, told: status === 200 ? JSON.parse(body.record.params.history) : undefined };
};
const foresight = async () => JSON.parse((await editor.get(at('publish'))).body.record.params.foresight);

describe('the history of a flow', () => {
  test('names each version with its author, its notes, and how many are in progress and have finished', async () => {
    await editor.post(at('publish'), { notes: 'No phone', in_progress: 'carry_over' });
    const { told } = await history(support);
    expect(told).toMatchObject({
      ...{ seesDraft: false, mayPublish: false },
      versions: [
        { number: 2, notes: 'No phone', by: 'editor 1', in_progress: 3, completed: 0 },
        { number: 1, notes: null, by: null, in_progress: 0, completed: 1 },
      ],
    });
    expect((await history(editor)).told).toMatchObject({ seesDraft: true, mayPublish: true });
  });

  test('tells no email to who may not see accounts', async () => {
    const set = (full_name: string | null) =>
      app.db.updateTable('users').set({ full_name }).where('id', '=', editor.id).execute();
    await set(null);
    const by = async (who: Clerk) => (await history(who)).told.versions[0].by;
    expect([await by(editor), await by(support)]).toEqual(['Somebody of the staff', editor.email]);
    await set('editor 1');
  });

  test('compares two of them, or one and the draft; what is not there, or not one’s business, it does not', async () => {
    const { told } = await history(support, '?from=1&to=2');
    expect(told.groups.map(({ page }: { page: { key: string } }) => page.key)).toEqual(['about', 'home']);
    expect((await history(support, '?from=2&to=2')).told.groups).toEqual([]);
    expect((await history(editor, '?from=2&to=draft')).told.groups).toEqual([]);
    expect((await history(support, '?from=2&to=draft')).status).toBe(403);
    expect((await history(support, '?from=1&to=9')).status).toBe(404);
    expect((await history(support, '?from=1&to=nonsense')).told).not.toHaveProperty('groups');
  });
});

describe('the publish form', () => {
  test('tells what would be published, and a choice that is none is refused', async () => {
    expect(await foresight()).toMatchObject({ live: 2, next: 3, groups: [], effect: { inProgress: 3 } });
    const odd = await editor.post(at('publish'), { in_progress: 'lose' });
    expect(complaintsOf(odd)).toHaveProperty('in_progress');
  });

  test('publishes what it showed, or says that it is another by now', async () => {
    const { basis } = await foresight();
    await editor.edit('flows', people.flow.id, { title: 'Another' });
    const stale = await editor.post(at('publish'), { basis });
    expect(stale.body.notice).toMatchObject({
      type: 'error',
      message: expect.stringMatching(/changed since you looked/),
    });
    expect((await history(editor)).told.versions).toHaveLength(2);
  });
});
