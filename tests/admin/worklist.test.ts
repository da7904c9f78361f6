import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk } from '../support/clerk.js';

let app: TestApp;
let support: Clerk;
const people: Record<string, Caller & { submission: string }> = {};

/** Days ago, as if that were when the member last saved. */
async function rest(member: { submission: string }, days: number): Promise<void> {
  await app.pool.query('alter table submissions disable trigger submissions_touch');
  await app.db
    .updateTable('submissions')
    .set({ updated_at: new Date(Date.now() - days * 86_400_000) })
    .where('id', '=', member.submission)
    .execute();
  await app.pool.query('alter table submissions enable trigger submissions_touch');
}

async function begun(name: string, days: number) {
  const member = await app.signedIn('member', `${name}@example.com`);
  const { data } = await member.post('/submissions', { flow: 'default' });
  const person = Object.assign(member, { submission: data.id as string });
  people[name] = person;
  await rest(person, days);
  return person;
}

const about = { about_me: 'Hello', birthdate: '1990-05-17' };
const home = { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' };
const save = (member: Caller & { submission: string }, page: string, answers: object) =>
  member.put(`/submissions/${member.submission}/pages/${page}`, { answers });

const stuck = async (query: Record<string, string> = {}, person = support) =>
  (await person.get(`/api/resources/submissions/actions/stuck?${new URLSearchParams(query)}`)).body;
const names = async (query: Record<string, string>) =>
  (await stuck(query)).people.map(({ email }: { email: string }) => email.split('@')[0]);

beforeAll(async () => {
  app = await testApp();
  support = await clerk(app, 'support');
  const fresh = await begun('fresh', 2);
  const zip = await begun('zip', 0);
  await save(zip, 'about-you', about);
  await save(zip, 'address', { address: { street: '1 Main St', city: 'Springfield', state: 'IL' } });
  await rest(zip, 40);
  const city = await begun('city', 0);
  await save(city, 'about-you', { about_me: 'Hello', birthdate: '2999-01-01' });
  await save(city, 'about-you', about);
  await save(city, 'address', { address: { ...home, city: '' } });
  await save(city, 'address', { address: { ...home, zip: undefined } });
  await rest(city, 10);
  const past = await begun('past', 0);
  await save(past, 'about-you', { about_me: 'Hello', birthdate: '2999-01-01' });
  await save(past, 'about-you', about);
  await rest(past, 8);
  const unfinished = await begun('unfinished', 0);
  await save(unfinished, 'about-you', about);
  await save(unfinished, 'address', { address: home });
  await rest(unfinished, 9);
  const done = await begun('done', 0);
  await save(done, 'about-you', about);
  await save(done, 'address', { address: home });
  await done.post(`/submissions/${done.submission}/complete`);
  await rest(done, 100);
  const gone = await begun('gone', 50);
  await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', gone.id).execute();
  const shut = await begun('shut', 50);
  await app.db.updateTable('users').set({ is_active: false }).where('id', '=', shut.id).execute();
  expect(fresh.submission).toBeDefined();
});
afterAll(() => app.stop());

describe('who is stuck', () => {
  test('is who is on the way, can sign in and has saved nothing for so long, the longest first', async () => {
    expect(await names({})).toEqual(['zip', 'city', 'unfinished', 'past']);
    expect(await names({ idle: '1d' })).toEqual(['zip', 'city', 'unfinished', 'past', 'fresh']);
    expect(await names({ idle: '1m' })).toEqual(['zip']);
  });

  test('is told with the page, the error met last on that page, and the link that opens the wizard there', async () => {
    const { people: told, total, isMore } = await stuck({});
    const [zip, city, unfinished, past] = told;
    const missing = { field: 'address.zip', rule: 'required', label: 'Address' };
    expect(zip).toMatchObject({
      ...{ page: 'address', title: 'Where you live', errors: [missing] },
      resume: 'http://localhost:3000/?flow=default#/address',
    });
    expect(city.errors).toEqual([missing]);
    // The error of the first page is got past.
    expect(past).toMatchObject({ page: 'address', errors: [], refused_at: null });
    expect(unfinished).toMatchObject({
      ...{ page: null, title: null, errors: [] },
      resume: 'http://localhost:3000/?flow=default#/review/',
    });
    expect([total, isMore]).toEqual([4, { pages: false, people: false }]);
    expect(JSON.stringify(told)).not.toContain('Springfield');
  });

  test('is counted by page, each with the error met most often', async () => {
    const { pages } = await stuck({ idle: '1d' });
    expect(pages.map(({ page, people: count }: { page: string; people: number }) => [page, count]).sort()).toEqual([
      [null, 1],
      ['about-you', 1],
      ['address', 3],
    ]);
    expect(pages[0]).toMatchObject({
      ...{ title: 'Where you live', people: 3 },
      errors: [{ field: 'address.zip', rule: 'required', people: 2 }],
    });
  });

  test('can be asked for by flow, page and error', async () => {
    const { id } = await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow();
    expect(await names({ flow: id, page: 'address' })).toEqual(['zip', 'city', 'past']);
    expect(await names({ page: '-' })).toEqual(['unfinished']);
    expect(await names({ error: 'address.zip~required' })).toEqual(['zip', 'city']);
    expect(await names({ error: 'address.zip~pattern' })).toEqual([]);
    expect(await names({ flow: '00000000-0000-0000-0000-000000000000' })).toEqual([]);
  });

  test.each([
    ['idle', 'constructor'],
    ['flow', "' or true --"],
    ['page', '\0'],
    ['error', '~~~'],
    ['error', 'no tilde'],
  ])('what cannot be read is passed over: %s is %j', async (name, value) => {
    expect(await names({ [name]: value })).toHaveLength(4);
  });

  test('is none of an editor’s business, and nothing but GET is answered', async () => {
    const editor = await clerk(app, 'editor');
    const path = '/api/resources/submissions/actions/stuck';
    expect((await editor.get(path)).status).toBe(403);
    expect((await support.post(path)).status).toBe(405);
  });
});
