import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk, rowsOf } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
let support: Clerk;
let editor: Clerk;
beforeAll(async () => {
  app = await testApp();
  [admin, support, editor] = await Promise.all([clerk(app, 'admin'), clerk(app, 'support'), clerk(app, 'editor')]);
});
afterAll(() => app.stop());

const at = (id: string, action: string) => `/api/resources/users/records/${id}/${action}`;
const noticeOf = async (answer: ReturnType<Clerk['post']>) => (await answer).body.notice;
const viewOf = async (person: Clerk, id: string) => {
  const { body } = await person.show('users', id);
  return body.record ? JSON.parse(body.record.params.view) : undefined;
};
const doings = async (person: Clerk, id: string): Promise<string[]> =>
  (await person.show('users', id)).body.record.recordActions.map(({ name }: { name: string }) => name);
const lastEntry = (id: string) =>
  app.db
    .selectFrom('audit_log')
    .select(['action', 'actor_id'])
    .where('entity_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
const mailsTo = async (id: string) =>
  (await app.db.selectFrom('mails').select('kind').where('user_id', '=', id).execute()).map(({ kind }) => kind);

async function underWay(): Promise<Caller & { submission: string }> {
  const member = await app.signedIn('member');
  const { data } = await member.post('/submissions', { flow: 'default' });
  return Object.assign(member, { submission: data.id });
}

describe('the page of a person', () => {
  test('tells support of a member: sessions, submissions with the way back, history with names', async () => {
    const member = await underWay();
    await support.edit('users', member.id, { full_name: 'Renamed' });
    const view = await viewOf(support, member.id);
    expect(view.sessions).toEqual([expect.objectContaining({ ip: '127.0.0.1', user_agent: expect.any(String) })]);
    expect(view.submissions).toEqual([
      expect.objectContaining({
        ...{ id: member.submission, progress: { completed: 0, total: 2 }, page_title: 'About you' },
        resume: 'http://localhost:3000/?flow=default#/about-you',
      }),
    ]);
    expect(view.submissions[0]).not.toHaveProperty('answers');
    expect(view.history[0]).toMatchObject({
      ...{ action: 'user.updated', after: { full_name: 'Renamed' } },
      by: expect.stringMatching(/^support/),
    });
  });

  test('tells support of a member of the staff only who he is, and admins all', async () => {
    const view = await viewOf(support, editor.id);
    expect(Object.keys(view)).toEqual(['submissions']);
    expect(await viewOf(admin, editor.id)).toMatchObject({ sessions: [{}], history: [{}, {}] });
  });

  test('offers only what the role may do with this person as he stands', async () => {
    const { id } = await app.signedIn('member');
    const usual = ['deactivate', 'edit', 'endSession', 'endSessions', 'sendReset', 'sendVerification', 'show'];
    expect((await doings(support, id)).sort()).toEqual(usual);
    expect((await doings(admin, id)).sort()).toEqual([...usual, 'delete', 'erase', 'export'].sort());
    expect(await doings(support, editor.id)).toEqual(['show']);
    expect(await doings(admin, admin.id)).not.toEqual(expect.arrayContaining(['erase', 'deactivate']));
  });
});

describe('support', () => {
  test('deactivates and activates a member; deactivated he is sent nothing', async () => {
    const member = await app.signedIn('member');
    expect(await noticeOf(support.post(at(member.id, 'deactivate')))).toMatchObject({ type: 'success' });
    expect((await member.get('/users/me')).status).toBe(401);
    expect(await noticeOf(support.post(at(member.id, 'sendReset')))).toMatchObject({
      ...{ type: 'error', message: 'The account is deactivated. Activate it first.' },
    });
    expect(await doings(support, member.id)).not.toContain('deactivate');
    expect(await noticeOf(support.post(at(member.id, 'activate')))).toMatchObject({ type: 'success' });
    expect(await lastEntry(member.id)).toEqual({ action: 'user.updated', actor_id: support.id });
  });

  test('sends links: to reset the password, and to confirm the email until it is', async () => {
    const { id } = await app.signedIn('member');
    await support.post(at(id, 'sendReset'));
    expect(await lastEntry(id)).toEqual({ action: 'user.password_reset_sent', actor_id: support.id });
    await support.post(at(id, 'sendVerification'));
    expect(await lastEntry(id)).toEqual({ action: 'user.verification_sent', actor_id: support.id });
    expect(await mailsTo(id)).toEqual(['reset_password', 'verify_email']);
    await app.db.updateTable('users').set({ email_verified_at: new Date() }).where('id', '=', id).execute();
    const { message } = await noticeOf(support.post(at(id, 'sendVerification')));
    expect(message).toBe('This email is confirmed already.');
    expect(await mailsTo(id)).toHaveLength(2);
  });

  test('ends one session or all of them, of that person and nobody else', async () => {
    const [member, stranger] = [await app.signedIn('member'), await app.signedIn('member')];
    const [own] = (await viewOf(support, member.id)).sessions;
    const [foreign] = (await viewOf(support, stranger.id)).sessions;
    for (const session of [foreign.id, 'no id'])
      expect(await noticeOf(support.post(at(member.id, 'endSession'), { session }))).toMatchObject({ type: 'error' });
    expect((await stranger.get('/users/me')).status).toBe(200);
    expect(await noticeOf(support.post(at(member.id, 'endSession'), { session: own.id }))).toMatchObject({
      type: 'success',
    });
    expect((await member.get('/users/me')).status).toBe(401);
    expect(await lastEntry(member.id)).toEqual({ action: 'user.session_ended', actor_id: support.id });
    await support.post(at(stranger.id, 'endSessions'));
    expect((await stranger.get('/users/me')).status).toBe(401);
    expect(await lastEntry(stranger.id)).toEqual({ action: 'user.sessions_ended', actor_id: support.id });
  });

  test.each(['edit', 'activate', 'deactivate', 'sendReset', 'sendVerification', 'endSession', 'endSessions'])(
    'cannot %s a member of the staff',
    async (action) => {
      const { sessions } = await viewOf(admin, editor.id);
      const before = await lastEntry(editor.id);
      const answer = await support.post(at(editor.id, action), { session: sessions[0].id, full_name: 'X' });
      expect(answer.body.notice).toMatchObject({ type: 'error' });
      expect(await lastEntry(editor.id)).toEqual(before);
      expect(await mailsTo(editor.id)).toEqual([]);
    },
  );
});

describe('who was deleted', () => {
  test('is found by admins who ask for it, can be restored, and offers nothing else but to be erased and exported', async () => {
    const { id, email } = await app.signedIn('member');
    await admin.delete('users', id);
    const listed = async (person: Clerk, query: Record<string, string>) =>
      rowsOf(await person.list('users', query)).map((row) => row.email);
    expect(await listed(admin, { 'filters.deleted': 'true' })).toEqual([email]);
    expect(await listed(admin, { 'filters.email': email })).toEqual([]);
    expect((await admin.show('users', id)).body.record.params.email).toBe(email);
    expect((await doings(admin, id)).sort()).toEqual(['erase', 'export', 'restore', 'show']);
    for (const action of ['edit', 'deactivate', 'sendReset', 'endSessions'])
      expect(await noticeOf(admin.post(at(id, action)))).toMatchObject({ type: 'error' });
    await admin.post(at(id, 'restore'));
    expect(await listed(admin, { 'filters.email': email })).toEqual([email]);
    expect(await lastEntry(id)).toEqual({ action: 'user.restored', actor_id: admin.id });
  });

  test('is not there for support, and whoever was erased for nobody', async () => {
    const { id, email } = await app.signedIn('member');
    await admin.delete('users', id);
    expect(rowsOf(await support.list('users', { 'filters.deleted': 'true' }))).toEqual([]);
    expect((await support.show('users', id)).text).not.toContain(email);
    await admin.post(at(id, 'erase'));
    expect(rowsOf(await admin.list('users', { 'filters.deleted': 'true' })).map((row) => row.id)).not.toContain(id);
    expect((await admin.show('users', id)).body.record?.params.id).toBeUndefined();
  });
});

test('an export is what the person could have himself, an admin’s to take, and written down', async () => {
  const member = await underWay();
  const own = (await member.get('/users/me/export')).data;
  const { body } = await admin.post(at(member.id, 'export'));
  expect(body.file).toEqual(own);
  expect(await lastEntry(member.id)).toEqual({ action: 'user.exported', actor_id: admin.id });
  await admin.delete('users', member.id);
  expect((await admin.post(at(member.id, 'export'))).body.file.account.email).toBe(member.email);
  const refused = await support.post(at(member.id, 'export'));
  expect([refused.status, refused.body.file]).toEqual([403, undefined]);
});

describe('the search on top', () => {
  const find = async (person: Clerk, q: string) =>
    (await person.get(`/api/resources/users/actions/find?q=${encodeURIComponent(q)}`)).body.found;

  test('finds by a part of email or name, at most eight, and tells no more than who it is', async () => {
    const { id, email } = await app.signedIn('member', 'Needle.Haystack@example.com');
    const found = await find(support, 'dle.hay');
    expect(found).toEqual([
      { id, email, full_name: expect.any(String), role: 'member', is_active: true, is_deleted: false },
    ]);
    await Promise.all(Array.from({ length: 10 }, (_, n) => app.signedIn('member', `many${n}@example.org`)));
    expect(await find(support, 'example.org')).toHaveLength(8);
  });

  test.each([
    ['nothing', ''],
    ['one letter', 'x'],
    ['what SQL takes for anything', '%%'],
    ['a backslash', '\\\\'],
    ['a NUL', '\0ab'],
    ['5,000 letters', 'a'.repeat(5000)],
  ])('finds nobody by %s, and breaks nothing', async (_what, q) => {
    expect(await find(support, q)).toEqual([]);
  });

  test('is closed to editors', async () => {
    expect((await editor.get('/api/resources/users/actions/find?q=example')).status).toBe(403);
  });
});
