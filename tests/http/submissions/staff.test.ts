import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { publishFlow } from '../../support/drafts.js';

let app: TestApp;
let support: Caller;
let member: Caller;
let id: string;
beforeAll(async () => {
  app = await testApp();
  [support, member] = await Promise.all([app.signedIn('support'), app.signedIn()]);
  await publishFlow(app.db, 'second', { one: [{ key: 'nick' }] });
  id = (await member.post('/submissions', { flow: 'default' })).data.id;
  for (let n = 0; n < 24; n += 1) {
    const somebody = await app.signedIn();
    const { data } = await somebody.post('/submissions', { flow: n % 2 ? 'second' : 'default' });
    if (n % 2) await somebody.put(`/submissions/${data.id}/pages/one`, { answers: { nick: 'Al' } });
    if (n % 4 === 1) await somebody.post(`/submissions/${data.id}/complete`);
  }
});
afterAll(() => app.stop());

describe('support', () => {
  test('reads anybody’s submissions, page by page and by cursor', async () => {
    const first = await support.get('/submissions');
    expect([first.data.length, first.body.meta.total, first.body.meta.total_pages]).toEqual([20, 25, 2]);
    const rest = await support.get(`/submissions?after=${first.body.meta.next}`);
    const ids = [...first.data, ...rest.data].map((submission: { id: string }) => submission.id);
    expect([new Set(ids).size, rest.body.meta.next]).toEqual([25, null]);
    expect((await support.get(`/submissions/${id}`)).data).toMatchObject({ id, flow: 'default' });
  });

  test('filters by flow, status and user', async () => {
    const total = async (query: string) => (await support.get(`/submissions?${query}`)).body.meta.total;
    expect(await total('flow=second')).toBe(12);
    expect(await total('flow=second&status=completed')).toBe(6);
    expect(await total(`user_id=${member.id}`)).toBe(1);
    expect(await total('flow=unknown')).toBe(0);
    for (const query of ['status=lost', 'user_id=x', 'sort=answers', 'flow=A B']) {
      expect([query, (await support.get(`/submissions?${query}`)).status]).toEqual([query, 422]);
    }
  });

  test('corrects an answer, and clears one', async () => {
    const correct = (answers: object) => support.patch(`/submissions/${id}`, { answers, reason: 'On the phone' });
    expect((await correct({ about_me: 'Hello' })).data).toMatchObject({ answers: { about_me: 'Hello' }, revision: 2 });
    expect((await correct({ about_me: null })).data).toMatchObject({ answers: {}, revision: 3 });
    expect((await correct({ birthdate: '2999-01-01' })).complaints).toHaveProperty('birthdate');
    expect((await support.patch(`/submissions/${crypto.randomUUID()}`, { answers: {} })).code).toBe('NOT_FOUND');
    expect((await support.patch(`/submissions/${id}`, {})).complaints).toHaveProperty('answers');
  });
});

describe('whoever is not support', () => {
  test('sees his own alone, whatever he asks for', async () => {
    for (const somebody of [member, await app.signedIn('editor')]) {
      const { data } = await somebody.get(`/submissions?user_id=${support.id}`);
      expect(data.map((submission: { id: string }) => submission.id)).toEqual(somebody === member ? [id] : []);
    }
    expect((await (await app.signedIn('editor')).get(`/submissions/${id}`)).code).toBe('NOT_FOUND');
  });

  test('corrects nothing', async () => {
    for (const role of ['member', 'editor'] as const) {
      const somebody = await app.signedIn(role);
      expect((await somebody.patch(`/submissions/${id}`, { answers: {} })).code).toBe('FORBIDDEN');
    }
    expect((await member.patch(`/submissions/${id}`, { answers: {} })).code).toBe('FORBIDDEN');
    expect((await app.visitor.patch(`/submissions/${id}`, { answers: {} })).code).toBe('UNAUTHENTICATED');
  });
});
