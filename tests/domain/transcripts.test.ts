import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/domain/actors.js';
import { transcript } from '../../src/domain/transcripts.js';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { failure } from '../support/failures.js';

let app: TestApp;
let support: Caller;
let reader: Actor;
beforeAll(async () => {
  app = await testApp();
  support = await app.signedIn('support');
  reader = { id: support.id, role: 'support', door: 'admin' };
});
afterAll(() => app.stop());

async function begun() {
  const member = await app.signedIn('member');
  const { id } = (await member.post('/submissions', { flow: 'default' })).data;
  const save = (key: string, answers: object) => member.put(`/submissions/${id}/pages/${key}`, { answers });
  return { id, member, save, read: () => transcript(app.db, reader, id) };
}

const home = { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' };
const about = { about_me: 'Hello', birthdate: '1990-05-17' };

describe('a submission as its user saw it', () => {
  test('tells of each answer who gave it: the user with the page, support by a correction', async () => {
    const { save, read, id } = await begun();
    await save('about-you', about);
    await support.patch(`/submissions/${id}`, { answers: { about_me: 'Hello!' } });
    const [page] = (await read()).pages;
    expect(page?.fields).toMatchObject([
      { key: 'about_me', answer: 'Hello!', given: { by: expect.stringMatching(/^support/), by_himself: false } },
      { key: 'birthdate', answer: '1990-05-17', given: { by_himself: true } },
    ]);
    await save('about-you', about);
    expect((await read()).pages[0]?.fields[0]?.given).toMatchObject({ by_himself: true });
  });

  test('tells what is missing, and of a finished one nothing', async () => {
    const { save, read, id, member } = await begun();
    expect((await read()).pages.map(({ missing }) => missing.map(({ field }) => field))).toEqual([
      ['about_me', 'birthdate'],
      ['address'],
    ]);
    await save('about-you', about);
    await save('address', { address: home });
    await member.post(`/submissions/${id}/complete`);
    expect((await read()).pages.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test('tells what stopped him last, and whether he got past it', async () => {
    const { save, read } = await begun();
    expect((await read()).stopped).toBeNull();
    await save('about-you', { ...about, birthdate: '2999-01-01' });
    expect((await read()).stopped).toMatchObject({
      ...{ page: 'about-you', title: 'About you', is_over: false },
      errors: [{ field: 'birthdate', rule: 'max', label: 'Birthdate' }],
    });
    await save('about-you', about);
    expect((await read()).stopped).toMatchObject({ page: 'about-you', is_over: true });
    await save('address', { address: { ...home, zip: '' } });
    expect((await read()).stopped).toMatchObject({ page: 'address', is_over: false });
  });

  test.each(['member', 'editor', 'visitor'] as const)('is none of the business of %s', async (role) => {
    const { id } = await begun();
    expect((await failure(transcript(app.db, { ...reader, role }, id))).code).toBe('FORBIDDEN');
  });

  test('that is not there is NOT_FOUND', async () => {
    expect((await failure(transcript(app.db, reader, crypto.randomUUID()))).code).toBe('NOT_FOUND');
  });
});
