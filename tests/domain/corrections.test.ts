import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Actor } from '../../src/domain/actors.js';
import { today } from '../../src/domain/dates.js';
import * as submissions from '../../src/domain/submissions.js';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { publishFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';

let app: TestApp;
let member: Caller;
let supporter: Actor;
let id: string;
beforeAll(async () => {
  app = await testApp();
  supporter = { ...actor('support'), id: (await app.signedIn('support')).id, door: 'admin' };
});
afterAll(() => app.stop());
beforeEach(async () => {
  member = await app.signedIn();
  id = (await member.post('/submissions', { flow: 'default' })).data.id;
});

const about = { about_me: 'I build doors.', birthdate: '1990-05-17' };
const home = { address: { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' } };
const save = (key: string, answers: object) => member.put(`/submissions/${id}/pages/${key}`, { answers });
const correct = (answers: object, reason?: string) => submissions.correct(app.db, supporter, id, { answers, reason });
const complaints = async (answers: object) =>
  Object.fromEntries(((await failure(correct(answers))).details ?? []).map(({ field, error }) => [field, error]));

describe('a correction', () => {
  test('is merged by field, counts as a save, and is kept with who made it and why', async () => {
    await save('about-you', about);
    const after = await correct({ birthdate: '1991-05-17' }, 'He called: a slip of the pen.');
    expect(after).toMatchObject({
      answers: { ...about, birthdate: '1991-05-17' },
      revision: 3,
      current_page: 'address',
    });
    const events = await app.db
      .selectFrom('submission_events')
      .selectAll()
      .where('submission_id', '=', id)
      .orderBy('id', 'desc')
      .execute();
    expect(events[0]).toMatchObject({ type: 'corrected', actor_id: supporter.id, details: [{ field: 'birthdate' }] });
    const log = await app.db.selectFrom('audit_log').selectAll().where('entity_id', '=', id).execute();
    expect(log).toMatchObject([
      {
        action: 'submission.corrected',
        actor_id: supporter.id,
        reason: 'He called: a slip of the pen.',
        before: { answers: { birthdate: '1990-05-17' } },
        after: { answers: { birthdate: '1991-05-17' } },
      },
    ]);
  });

  test('is checked by the pinned version, in the same words as the user’s own save', async () => {
    await save('about-you', about);
    const tried = { birthdate: '2999-01-01' };
    const own = await save('about-you', { ...about, ...tried });
    expect(await complaints(tried)).toEqual(own.complaints);
    expect(await complaints({ nonsense: 1 })).toEqual({ nonsense: 'This version has no such field.' });
  });

  test('that changes nothing leaves no trace', async () => {
    await save('about-you', about);
    expect(await correct({ birthdate: about.birthdate, address: null })).toMatchObject({ revision: 2 });
    expect(await app.db.selectFrom('audit_log').selectAll().where('entity_id', '=', id).execute()).toEqual([]);
  });

  test('is not stopped by a date beside it that was in time when it was given', async () => {
    await publishFlow(app.db, 'dated', { one: [{ key: 'starts_on', type: 'date', min: 'today' }, { key: 'area' }] });
    const own = (await member.post('/submissions', { flow: 'dated' })).data.id;
    const answers = { starts_on: today(), area: 'Nort' };
    await member.put(`/submissions/${own}/pages/one`, { answers });
    expect((await member.get(`/submissions/${own}`)).data).toMatchObject({
      current_page: null,
      progress: { completed: 1 },
    });
    await sql`update submissions set answers = answers || '{"starts_on": "2020-01-01"}' where id = ${own}`.execute(
      app.db,
    );
    expect((await member.get(`/submissions/${own}`)).data).toMatchObject({
      current_page: 'one',
      progress: { completed: 0 },
    });
    const after = await submissions.correct(app.db, supporter, own, { answers: { area: 'North' } });
    expect(after.answers).toMatchObject({ area: 'North' });
  });

  test('of an answered page must leave it valid: a required answer cannot be cleared', async () => {
    await save('about-you', about);
    expect(await complaints({ birthdate: null })).toEqual({ birthdate: 'This is required.' });
  });

  test('of a page not yet answered may be partial, and answers it once it is whole', async () => {
    expect(await correct({ birthdate: '1990-05-17' })).toMatchObject({ current_page: 'about-you', answered_pages: [] });
    expect(await correct({ about_me: 'Hello' })).toMatchObject({
      current_page: 'address',
      answered_pages: ['about-you'],
    });
  });

  test('is possible after completion, and leaves it completed', async () => {
    await save('about-you', about);
    await save('address', home);
    await member.post(`/submissions/${id}/complete`);
    const after = await correct({ address: { ...home.address, zip: '62702' } });
    expect(after).toMatchObject({ status: 'completed', current_page: null, answers: { address: { zip: '62702' } } });
    expect(await complaints({ address: null })).toEqual({ address: 'This is required.' });
  });

  test.each(['member', 'editor', 'visitor'] as const)('is none of the business of %s', async (role) => {
    const attempt = submissions.correct(app.db, actor(role), id, { answers: { about_me: 'x' } });
    expect((await failure(attempt)).code).toBe('FORBIDDEN');
  });

  test('of a submission that is not there is NOT_FOUND', async () => {
    const attempt = submissions.correct(app.db, supporter, crypto.randomUUID(), { answers: {} });
    expect((await failure(attempt)).code).toBe('NOT_FOUND');
  });
});
