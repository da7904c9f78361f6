import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { system } from '../../../src/domain/actors.js';
import * as pages from '../../../src/domain/pages.js';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { buildFlow, publishFlow } from '../../support/drafts.js';
import { changed, snapshot } from '../../support/snapshots.js';

let app: TestApp;
let editor: Caller;
let member: Caller;
beforeAll(async () => {
  app = await testApp();
  editor = await app.signedIn('editor');
  member = await app.signedIn();
});
afterAll(() => app.stop());

const nick = { one: [{ key: 'nick' }] };
const publish = async (slug: string) => {
  await publishFlow(app.db, slug, nick);
  return slug;
};

describe('an archived flow', () => {
  test('is gone from what clients see, but for its versions, and comes back', async () => {
    const slug = await publish('leaving');
    const flows = (await app.visitor.get('/status')).data.published_flows;
    const gone = await editor.post(`/flows/${slug}/archive`);
    expect([gone.status, gone.data]).toEqual([
      200,
      { slug, title: 'Flow leaving', version: 1, archived_at: expect.any(String) },
    ]);
    const listed = (await app.visitor.get('/flows')).data.map((flow: { slug: string }) => flow.slug);
    expect(listed).toEqual(['default']);
    expect((await app.visitor.get(`/flows/${slug}`)).code).toBe('NOT_FOUND');
    expect((await app.visitor.get(`/flows/${slug}/versions/1`)).status).toBe(200);
    expect((await app.visitor.get('/status')).data.published_flows).toBe(flows - 1);
    const back = await editor.post(`/flows/${slug}/unarchive`);
    expect([back.status, back.data.archived_at]).toEqual([200, null]);
    expect((await app.visitor.get(`/flows/${slug}`)).status).toBe(200);
  });

  test('is begun by nobody, and whoever has begun goes on to its end', async () => {
    const slug = await publish('going');
    const { id } = (await member.post('/submissions', { flow: slug })).data;
    await editor.post(`/flows/${slug}/archive`);
    const stranger = await app.signedIn();
    expect((await stranger.post('/submissions', { flow: slug })).code).toBe('NOT_FOUND');
    const again = await member.post('/submissions', { flow: slug });
    expect([again.status, again.data.id]).toEqual([200, id]);
    await member.put(`/submissions/${id}/pages/one`, { answers: { nick: 'Ann' } });
    expect((await member.post(`/submissions/${id}/complete`)).data.status).toBe('completed');
    expect((await member.post('/submissions', { flow: slug })).code).toBe('NOT_FOUND');
  });

  test('is neither changed nor published until it is taken out of the archive', async () => {
    const slug = await publish('resting');
    const draft = (await editor.get(`/flows/${slug}/draft`)).data;
    await editor.post(`/flows/${slug}/archive`);
    const before = await snapshot(app.pool);
    for (const refused of [
      await editor.put(`/flows/${slug}/draft`, { ...draft, title: 'Other' }),
      await editor.post(`/flows/${slug}/publish`),
      await editor.post(`/flows/${slug}/rollback`, { version: 1 }),
    ]) {
      expect([refused.status, refused.code]).toEqual([409, 'CONFLICT']);
      expect(refused.body.error.message).toBe('This flow is archived. Take it out of the archive first.');
    }
    const { id } = await app.db.selectFrom('flows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
    const page = pages.create(app.db, system('cli'), { flow_id: id, key: 'two', title: 'Two' });
    await expect(page).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
    expect((await editor.get(`/flows/${slug}/draft`)).data).toEqual(draft);
    await editor.post(`/flows/${slug}/unarchive`);
    expect((await editor.post(`/flows/${slug}/publish`)).data.version).toBe(2);
  });

  test('is archived once however often it is asked for, and the audit log says by whom', async () => {
    await buildFlow(app.db, 'unpublished', nick);
    const first = await editor.post('/flows/unpublished/archive');
    expect([first.status, first.data.version]).toEqual([200, null]);
    const before = await snapshot(app.pool);
    expect((await editor.post('/flows/unpublished/archive')).data).toEqual(first.data);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
    await editor.post('/flows/unpublished/unarchive');
    const { rows } = await app.pool.query(
      `select action, actor_id from audit_log where action like 'flow.%archived' order by id desc limit 2`,
    );
    expect(rows).toEqual(['flow.unarchived', 'flow.archived'].map((action) => ({ action, actor_id: editor.id })));
  });
});

test('archiving is an editor’s and an admin’s, and of flows that exist', async () => {
  const slug = await publish('guarded');
  for (const verb of ['archive', 'unarchive']) {
    const path = `/flows/${slug}/${verb}`;
    expect((await app.visitor.post(path)).code).toBe('UNAUTHENTICATED');
    expect((await member.post(path)).code).toBe('FORBIDDEN');
    expect((await (await app.signedIn('support')).post(path)).code).toBe('FORBIDDEN');
    expect((await editor.post(path, { now: true })).complaints).toHaveProperty('now');
    expect((await editor.post(`/flows/nowhere/${verb}`)).code).toBe('NOT_FOUND');
    expect((await editor.post(`/flows/No%20Slug/${verb}`)).code).toBe('NOT_FOUND');
    expect((await (await app.signedIn('admin')).post(path)).status).toBe(200);
  }
});
