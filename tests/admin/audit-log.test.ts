import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, rowsOf } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
});
afterAll(() => app.stop());

const subjects = async (query: Record<string, string>) =>
  rowsOf(await admin.list('audit_log', query)).map(({ subject }) => JSON.parse(subject));

describe('the audit log', () => {
  test('offers what there is to filter by, and finds just that', async () => {
    const { id } = await app.signedIn('member');
    await admin.edit('users', id, { full_name: 'Renamed' });
    await admin.delete('users', id);
    const { body } = await admin.get('/api/resources/audit_log/actions/kinds');
    const { rows } = await app.pool.query('select distinct action from audit_log order by 1');
    expect(body.action).toEqual(rows.map(({ action }) => action));
    expect(body.entity).toEqual(expect.arrayContaining(['flows', 'users']));
    const actions = async (action: string) =>
      rowsOf(await admin.list('audit_log', { 'filters.action': action })).map((row) => row.action);
    expect(await actions('user.deleted')).toEqual(['user.deleted']);
    expect(await actions('user.')).toEqual([]);
    expect(await actions('\0')).toEqual([]);
  });

  test('calls what it tells of by its name, deleted accounts too; of what is gone it says so', async () => {
    const { id } = await app.signedIn('member');
    await admin.edit('users', id, { full_name: 'Somebody Else' });
    await admin.delete('users', id);
    const told = { table: 'users', id, name: 'Somebody Else' };
    expect(await subjects({ 'filters.entity_id': id })).toEqual([told, told, told]);
    await admin.post(`/api/resources/users/records/${id}/erase`);
    expect((await subjects({ 'filters.entity_id': id }))[0]).toEqual({ ...told, name: 'Erased account' });
    const field = await clerk(app, 'editor').then((editor) =>
      editor.create('fields', { key: 'short_lived', type: 'text', label: 'Short-lived' }),
    );
    const made = field.body.record.params.id;
    expect((await subjects({ 'filters.entity_id': made }))[0]).toMatchObject({ table: 'fields', name: 'Short-lived' });
    await admin.delete('fields', made);
    expect((await subjects({ 'filters.entity_id': made }))[0]).toMatchObject({ table: 'fields', name: null });
  });

  test('of a submission names who it is of, and through which flow', async () => {
    const member = await app.signedIn('member');
    const { data } = await member.post('/submissions', { flow: 'default' });
    await admin.post(`/api/resources/submissions/records/${data.id}/correct`, {
      answers: JSON.stringify({ about_me: 'Hello' }),
    });
    expect(await subjects({ 'filters.entity': 'submissions' })).toEqual([
      { table: 'submissions', id: data.id, name: expect.stringMatching(/^member \d+ · Welcome$/) },
    ]);
  });
});
