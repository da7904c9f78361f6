import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, complaintsOf } from '../support/clerk.js';
import { changed, snapshot } from '../support/snapshots.js';

let app: TestApp;
let editor: Clerk;
let support: Clerk;
let flowId: string;

beforeAll(async () => {
  app = await testApp();
  [editor, support] = [await clerk(app, 'editor'), await clerk(app, 'support')];
  flowId = (await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => app.stop());

const publish = (id: string, values: Record<string, unknown> = {}) =>
  editor.post(`/api/resources/flows/records/${id}/publish`, values);
const latest = () => app.db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();

describe('publishing', () => {
  test('makes the draft the next version, says which one, and is written down with its notes', async () => {
    await editor.edit('flows', flowId, { title: 'A warm welcome' });
    const { body } = await publish(flowId, { notes: 'Warmer' });
    expect(body.notice).toEqual({ type: 'success', message: 'Version 2 is live now.' });
    expect(body.record.params).toMatchObject({ live: 2, wizard: '/' });
    expect((await app.visitor.get('/flows/default')).data).toMatchObject({ version: 2, title: 'A warm welcome' });
    expect(await latest()).toMatchObject({
      ...{ action: 'flow.published', actor_id: editor.id, door: 'admin', ip: '127.0.0.1' },
      ...{ before: { version: 1 }, after: { version: 2, notes: 'Warmer' } },
    });
  });

  test('tells every problem in words, at the path where it is, and makes nothing', async () => {
    const { id } = (await editor.create('flows', { slug: 'unready', title: 'Unready' })).body.record;
    expect(complaintsOf(await publish(id))).toEqual({ pages: 'The flow has no page yet.' });
    await editor.create('pages', { flow_id: id, key: 'empty', title: 'Empty page' });
    const before = await snapshot(app.pool);
    const answer = await publish(id);
    expect(answer.body.notice).toEqual({ type: 'error', message: 'The draft cannot be published yet.' });
    expect(complaintsOf(answer)).toEqual({ 'pages.empty.fields': 'The page “Empty page” has no field.' });
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('looking at its form publishes nothing', async () => {
    const before = await snapshot(app.pool);
    const { body } = await editor.get(`/api/resources/flows/records/${flowId}/publish`);
    expect(JSON.parse(body.record.params.draft).map(({ key }: { key: string }) => key)).toEqual([
      'about-you',
      'address',
    ]);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('with notes that are too long is refused at the notes', async () => {
    expect(complaintsOf(await publish(flowId, { notes: 'x'.repeat(2001) }))).toEqual({
      notes: 'This must have at most 2000 characters.',
    });
  });

  test('the draft is an editor’s business: support sees the flow without it', async () => {
    const { params } = (await support.show('flows', flowId)).body.record;
    expect(params).toMatchObject({ live: 2 });
    expect(params).not.toHaveProperty('draft');
  });
});

describe('correcting answers', () => {
  async function begun() {
    const member = await app.signedIn('member');
    const { data } = await member.post('/submissions', { flow: 'default' });
    const answers = { about_me: 'I like tea', birthdate: '1990-05-17' };
    await member.put(`/submissions/${data.id}/pages/about-you`, { answers });
    return { member, id: data.id as string };
  }
  const correct = (id: string, answers: unknown, reason?: string) =>
    support.postJson(`/api/resources/submissions/records/${id}/correct`, { answers, reason });

  test('merges by field, with the reason, who and from where', async () => {
    const { member, id } = await begun();
    const { body } = await correct(id, { about_me: 'I like coffee' }, 'Asked for by mail');
    expect(body.notice).toEqual({ type: 'success', message: 'The answers are corrected.' });
    expect((await member.get(`/submissions/${id}`)).data).toMatchObject({
      answers: { about_me: 'I like coffee', birthdate: '1990-05-17' },
      revision: 3,
    });
    expect(await latest()).toMatchObject({
      ...{
        action: 'submission.corrected',
        entity_id: id,
        actor_id: support.id,
        reason: 'Asked for by mail',
        door: 'admin',
      },
      before: { answers: { about_me: 'I like tea' } },
      after: { answers: { about_me: 'I like coffee' } },
    });
    const view = JSON.parse(body.record.params.view);
    expect(view.events.at(-1)).toMatchObject({
      type: 'corrected',
      details: [{ field: 'about_me' }],
      by_email: support.email,
    });
  });

  test('is checked as the member’s own answer is, with the same complaint', async () => {
    const { member, id } = await begun();
    const wrong = { about_me: '', birthdate: '2999-01-01' };
    const before = await snapshot(app.pool);
    const answer = await correct(id, wrong);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
    const api = await member.put(`/submissions/${id}/pages/about-you`, { answers: wrong });
    expect(complaintsOf(answer)).toEqual(api.complaints);
    expect(complaintsOf(await correct(id, { no_such_field: 'x' }))).toHaveProperty('no_such_field');
    expect(complaintsOf(await correct(id, 'no object'))).toHaveProperty('answers');
    expect(complaintsOf(await correct(id, { about_me: 'x' }, 'x'.repeat(1001)))).toHaveProperty('reason');
  });

  test('an address with a missing line is told at that line', async () => {
    const { id } = await begun();
    const address = { street: 'Main Street 1', city: 'Springfield', zip: '12345' };
    expect(complaintsOf(await correct(id, { address }))).toEqual({ 'address.state': 'This is required.' });
    expect(complaintsOf(await correct(id, { address: { ...address, state: 'IL' } }))).toEqual({});
  });
});
