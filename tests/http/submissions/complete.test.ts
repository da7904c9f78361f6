import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { publishFlow } from '../../support/drafts.js';

let app: TestApp;
let member: Caller;
let at: string;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  member = await app.signedIn();
  at = `/submissions/${(await member.post('/submissions', { flow: 'default' })).data.id}`;
});

const answerAll = async () => {
  await member.put(`${at}/pages/about-you`, { answers: { about_me: 'x', birthdate: '1990-05-17' } });
  const address = { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' };
  return member.put(`${at}/pages/address`, { answers: { address } });
};

describe('completing', () => {
  test('names every page and field still missing', async () => {
    const answer = await member.post(`${at}/complete`);
    expect([answer.status, answer.code]).toEqual([422, 'VALIDATION_ERROR']);
    expect(answer.complaints).toEqual({
      'pages.about-you.fields.about_me': 'This is required.',
      'pages.about-you.fields.birthdate': 'This is required.',
      'pages.address.fields.address': 'This is required.',
    });
  });

  test('names a page without required fields that was never shown', async () => {
    await publishFlow(app.db, 'relaxed', { one: [{ key: 'nick', required: false }] });
    const { data } = await member.post('/submissions', { flow: 'relaxed' });
    expect((await member.post(`/submissions/${data.id}/complete`)).complaints).toHaveProperty(['pages.one']);
    await member.put(`/submissions/${data.id}/pages/one`, { answers: {} });
    expect((await member.post(`/submissions/${data.id}/complete`)).status).toBe(200);
  });

  test('seals the submission', async () => {
    const { data: before } = await answerAll();
    const { status, data } = await member.post(`${at}/complete`);
    expect(status).toBe(200);
    expect(data).toMatchObject({
      status: 'completed',
      current_page: null,
      answers: before.answers,
      revision: before.revision,
    });
    expect(data.completed_at).not.toBeNull();
    const save = await member.put(`${at}/pages/about-you`, { answers: { about_me: 'y', birthdate: '1990-05-17' } });
    expect([save.status, save.code]).toEqual([409, 'SUBMISSION_COMPLETED']);
    expect((await member.post(`${at}/complete`)).code).toBe('SUBMISSION_COMPLETED');
    expect((await member.get(at)).data.answers).toEqual(before.answers);
  });

  test('ten times at once seals it once', async () => {
    await answerAll();
    const answers = await Promise.all(Array.from({ length: 10 }, () => member.post(`${at}/complete`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    const { rows } =
      await sql`select 1 from submission_events where type = 'completed' and actor_id = ${member.id}`.execute(app.db);
    expect(rows).toHaveLength(1);
  });

  test('lets the user begin anew', async () => {
    await answerAll();
    await member.post(`${at}/complete`);
    const next = await member.post('/submissions', { flow: 'default' });
    expect([next.status, `/submissions/${next.data.id}` === at]).toEqual([201, false]);
  });

  test('checks relative dates by the day of the request', async () => {
    await publishFlow(app.db, 'soon', { one: [{ key: 'starts_on', type: 'date', min: 'today' }] });
    const { data } = await member.post('/submissions', { flow: 'soon' });
    const today = new Date().toISOString().slice(0, 10);
    await member.put(`/submissions/${data.id}/pages/one`, { answers: { starts_on: today } });
    // As if it had been saved long ago.
    await sql`update submissions set answers = '{"starts_on": "2020-01-01"}' where id = ${data.id}`.execute(app.db);
    expect((await member.post(`/submissions/${data.id}/complete`)).complaints).toEqual({
      'pages.one.fields.starts_on': `This must be ${today} or later.`,
    });
  });
});
