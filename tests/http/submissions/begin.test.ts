import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { publishFlow } from '../../support/drafts.js';

let app: TestApp;
let member: Caller;
let stranger: Caller;
beforeAll(async () => {
  app = await testApp();
  member = await app.signedIn();
  stranger = await app.signedIn();
  await publishFlow(app.db, 'second', { one: [{ key: 'nick' }] });
});
afterAll(() => app.stop());

const begin = (who: Caller, flow = 'default') => who.post('/submissions', { flow });

describe('beginning a flow', () => {
  test('makes a submission on the first page', async () => {
    const answer = await begin(await app.signedIn());
    expect(answer.status).toBe(201);
    expect(answer.data).toEqual({
      id: expect.any(String),
      flow: 'default',
      version: 1,
      status: 'in_progress',
      current_page: 'about-you',
      answers: {},
      progress: { completed: 0, total: 2 },
      revision: 1,
      started_at: expect.any(String),
      updated_at: expect.any(String),
      completed_at: null,
    });
  });

  test('again finds the one in progress', async () => {
    const first = await begin(member);
    const second = await begin(member);
    expect([second.status, second.data.id]).toEqual([200, first.data.id]);
  });

  test('twenty times at once makes one', async () => {
    const eager = await app.signedIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin(eager)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.id)).size).toBe(1);
  });

  test('is written down as an event', async () => {
    const { data } = await begin(await app.signedIn());
    const events = await app.db
      .selectFrom('submission_events')
      .selectAll()
      .where('submission_id', '=', data.id)
      .execute();
    expect(events).toMatchObject([{ type: 'started', page_key: null, details: [] }]);
  });

  test('asks for an account, a known flow, and nothing else', async () => {
    expect((await begin(app.visitor)).code).toBe('UNAUTHENTICATED');
    expect((await begin(member, 'unknown')).code).toBe('NOT_FOUND');
    expect((await member.post('/submissions', {})).complaints).toEqual({ flow: 'This is required.' });
    expect((await member.post('/submissions', { flow: 7 })).status).toBe(422);
  });
});

describe('reading submissions', () => {
  test('shows own ones, all or of one flow', async () => {
    const { data: first } = await begin(member);
    const { data: second } = await begin(member, 'second');
    expect((await member.get('/submissions')).data.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    expect((await member.get('/submissions?flow=second')).data).toMatchObject([{ id: second.id }]);
    expect((await member.get('/submissions?flow=unknown')).data).toEqual([]);
    expect((await member.get('/submissions?flow=%00')).status).toBe(422);
    expect((await member.get(`/submissions/${first.id}`)).data).toMatchObject({ id: first.id, flow: 'default' });
  });

  test('does not confirm to a stranger that one exists', async () => {
    const { data } = await begin(member);
    for (const answer of [
      await stranger.get(`/submissions/${data.id}`),
      await stranger.put(`/submissions/${data.id}/pages/about-you`, { answers: {} }),
      await stranger.post(`/submissions/${data.id}/complete`),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
    }
    expect((await app.visitor.get(`/submissions/${data.id}`)).status).toBe(401);
    expect((await stranger.get('/submissions')).data).toEqual([]);
  });
});
