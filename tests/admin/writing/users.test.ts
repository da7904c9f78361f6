import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import { type Clerk, clerk, complaintsOf } from '../../support/clerk.js';
import { changed, snapshot } from '../../support/snapshots.js';

let app: TestApp;
let admin: Clerk;
let editor: Clerk;
let support: Clerk;

beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
  editor = await clerk(app, 'editor');
  support = await clerk(app, 'support');
});
afterAll(() => app.stop());

const user = (id: string) => app.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lastEntry = () => app.db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();

describe('users', () => {
  test('are made by an admin, with every kind of column, and can sign in', async () => {
    const values = {
      email: 'Ann@Example.com',
      full_name: '  Ann  ',
      role: 'support',
      is_active: 'true',
      password: 'a long enough one',
    };
    const { body } = await admin.create('users', values);
    expect(body.notice).toEqual({ message: '“Ann@Example.com” is made.', type: 'success' });
    expect(body.redirectUrl).toBe(`/admin/resources/users/records/${body.record.id}/show`);
    expect(await user(body.record.id)).toMatchObject({
      email: 'Ann@Example.com',
      full_name: 'Ann',
      role: 'support',
      is_active: true,
    });
    const grant = await app.visitor.post('/auth/login', { email: 'ann@example.com', password: values.password });
    expect(grant.status).toBe(200);
    expect(await lastEntry()).toMatchObject({
      ...{
        action: 'user.created',
        entity: 'users',
        entity_id: body.record.id,
        actor_id: admin.id,
        door: 'admin',
        ip: '127.0.0.1',
      },
      after: { email: 'Ann@Example.com', role: 'support' },
    });
  });

  test('left without a tick or a role are active members', async () => {
    const { body } = await admin.create('users', {
      email: 'plain@example.com',
      full_name: '',
      password: 'a long enough one',
    });
    expect(await user(body.record.id)).toMatchObject({ role: 'member', is_active: true, full_name: null });
  });

  test('are refused with a complaint at each field', async () => {
    const before = await snapshot(app.pool);
    const answer = await admin.create('users', {
      email: 'no email',
      full_name: 'x'.repeat(201),
      role: 'king',
      password: '12345678',
    });
    expect(complaintsOf(answer)).toEqual({
      email: 'This must be an email address, such as name@example.com.',
      full_name: 'This must have at most 200 characters.',
      role: 'This must be one of: member, support, editor, admin.',
      password: 'This is one of the commonest passwords. Please choose another.',
    });
    expect(answer.body.notice.type).toBe('error');
    expect(complaintsOf(await admin.create('users', {}))).toEqual({
      email: 'This is required.',
      password: 'This is required.',
    });
    const taken = await admin.create('users', { email: 'FIRST@example.com', password: 'a long enough one' });
    expect(complaintsOf(taken)).toEqual({ email: 'An account with this email already exists.' });
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('keep what a form does not have: id, times, deletion, hash', async () => {
    const { id } = await app.signedIn('member');
    const before = await user(id);
    const secret = await app.db.selectFrom('user_secrets').selectAll().where('user_id', '=', id).execute();
    const forged = {
      ...{
        id: admin.id,
        created_at: '2001-01-01',
        deleted_at: '2001-01-01',
        last_login_at: '2001-01-01',
        email_verified_at: '2001-01-01',
      },
      ...{ password_hash: 'x', 'user_secrets.password_hash': 'x', __proto__: 'x', 'constructor.prototype.x': 'y' },
    };
    expect((await admin.edit('users', id, forged)).status).toBe(200);
    expect(await user(id)).toEqual(before);
    expect(await app.db.selectFrom('user_secrets').selectAll().where('user_id', '=', id).execute()).toEqual(secret);
  });

  test('a cleared name is no name, and a change tells before and after', async () => {
    const { id } = await app.signedIn('member');
    const { full_name } = await user(id);
    await admin.edit('users', id, { full_name: '' });
    expect((await user(id)).full_name).toBeNull();
    expect(await lastEntry()).toMatchObject({
      action: 'user.updated',
      before: { full_name },
      after: { full_name: null },
    });
  });

  test('a form sent again unchanged is no change and no entry', async () => {
    const { id } = await app.signedIn('member');
    const { params } = (await admin.show('users', id)).body.record;
    const sent = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, value === null ? '__FORM_VALUE_NULL__' : value]),
    );
    const before = await snapshot(app.pool);
    expect((await admin.edit('users', id, { ...sent, password: '' })).body.notice.type).toBe('success');
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('an empty state is no deactivation', async () => {
    const member = await app.signedIn('member');
    await support.edit('users', member.id, { is_active: '' });
    expect((await member.get('/auth/me')).status).toBe(200);
    expect(await user(member.id)).toMatchObject({ is_active: true });
  });

  test('support changes members, never a role, a password or a colleague', async () => {
    const member = await app.signedIn('member');
    await support.edit('users', member.id, {
      full_name: 'Changed',
      is_active: 'false',
      role: 'admin',
      password: 'a long enough one',
    });
    expect(await user(member.id)).toMatchObject({ full_name: 'Changed', is_active: false, role: 'member' });
    expect((await app.visitor.post('/auth/login', { email: member.email, password: 'a long enough one' })).status).toBe(
      401,
    );
    const before = await user(editor.id);
    const refused = await support.edit('users', editor.id, { full_name: 'Changed' });
    expect(refused.body.notice.type).toBe('error');
    expect(await user(editor.id)).toEqual(before);
    expect(
      (await support.show('users', editor.id)).body.record.recordActions.map(({ name }: { name: string }) => name),
    ).toEqual(['show']);
  });

  test('a new password ends the sessions, and is nowhere in the audit log', async () => {
    const member = await app.signedIn('member');
    await admin.edit('users', member.id, { password: 'quite another one' });
    expect((await member.get('/auth/me')).status).toBe(401);
    expect((await app.visitor.post('/auth/login', { email: member.email, password: 'quite another one' })).status).toBe(
      200,
    );
    const { rows } = await app.pool.query("select string_agg(a::text, ' ') as text from audit_log a");
    expect(rows[0].text).not.toMatch(/quite another|\$2b\$/);
  });

  test('deleting is soft, ends the sessions and frees the email', async () => {
    const member = await app.signedIn('member', 'leaving@example.com');
    const { body } = await admin.delete('users', member.id);
    expect(body.notice).toEqual({ message: '“leaving@example.com” is deleted.', type: 'success' });
    expect((await user(member.id)).deleted_at).toBeInstanceOf(Date);
    expect((await member.get('/auth/me')).status).toBe(401);
    const again = await admin.create('users', { email: 'Leaving@example.com', password: 'a long enough one' });
    expect(complaintsOf(again)).toEqual({});
  });

  test('nobody deletes or deactivates himself, and the last admin stays', async () => {
    expect((await admin.delete('users', admin.id)).body.notice).toMatchObject({
      type: 'error',
      message: expect.stringContaining('your own'),
    });
    expect(complaintsOf(await admin.edit('users', admin.id, { is_active: 'false' }))).toHaveProperty('is_active');
    await app.db.updateTable('users').set({ role: 'member' }).where('email', '=', 'first@example.com').execute();
    expect(complaintsOf(await admin.edit('users', admin.id, { role: 'member' }))).toEqual({
      role: 'The last active admin must stay.',
    });
    expect(await user(admin.id)).toMatchObject({ role: 'admin', is_active: true, deleted_at: null });
  });
});

test('the same bad input gets the same complaint at both doors', async () => {
  const values = { email: 'no email', password: '12345678', full_name: 'x'.repeat(201) };
  const api = await app.visitor.post('/auth/register', values);
  expect(complaintsOf(await admin.create('users', values))).toEqual(api.complaints);
});
