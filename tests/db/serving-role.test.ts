import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bringUpToDate, migrate, QUEUE } from '../../src/db/migrate.js';
import { cleanUp } from '../../src/domain/cleaning.js';
import { seed } from '../../src/domain/seed.js';
import { keepTallies } from '../../src/domain/tallies.js';
import type { Worker } from '../../src/jobs/worker.js';
import { password, serve, type TestApp } from '../support/app.js';
import { Caller } from '../support/caller.js';
import { clerk } from '../support/clerk.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { publishFlow } from '../support/drafts.js';
import { hurry, work } from '../support/jobs.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { eventually } from '../support/processes.js';
import { openReceiver, type Receiver } from '../support/receiver.js';
import { asServing, makeRole, ROLE, servedDatabase } from '../support/serving.js';

let owner: TestDatabase;
let app: TestApp;
let mailbox: Mailbox;
let receiver: Receiver;
let worker: Worker;

beforeAll(async () => {
  mailbox = await openMailbox();
  receiver = await openReceiver();
  const served = await servedDatabase();
  owner = served.owner;
  served.serving.config.smtpUrl = mailbox.url;
  served.serving.config.webhooksAllowPrivate = true;
  await seed(served.serving.db, { ...owner.config, adminEmail: 'first@example.com', adminPassword: password });
  app = await serve(served.serving, { listens: true });
  worker = work(served.serving, {});
});
afterAll(async () => {
  await worker.stop();
  await app.stop();
  await owner.close();
  await mailbox.stop();
  await receiver.stop();
});

const one = async (text: string, values: unknown[] = []) => (await owner.pool.query(text, values)).rows[0];

describe('a role that owns nothing', () => {
  test('serves a member, from signing up to being erased', async () => {
    const email = 'ann@example.com';
    const { data } = await app.visitor.post('/auth/register', { email, password, full_name: 'Ann Archer' });
    const member = new Caller(app.origin, { ...data, id: data.user.id, email });
    const { id } = (await member.post('/submissions', { flow: 'default' })).data;
    const answers = { about_me: 'x', birthdate: '1990-05-17' };
    expect((await member.put(`/submissions/${id}/pages/about-you`, { answers: {} })).status).toBe(422);
    expect((await member.put(`/submissions/${id}/pages/about-you`, { answers })).status).toBe(200);
    const address = { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' };
    await member.put(`/submissions/${id}/pages/address`, { answers: { address } });
    expect((await member.post(`/submissions/${id}/complete`)).status).toBe(200);
    await eventually(() => mailbox.mails.some(({ to }) => to.includes(email)));
    const { refresh_token } = data;
    expect((await app.visitor.post('/auth/refresh', { refresh_token })).status).toBe(200);
    expect((await app.visitor.post('/auth/login', { email, password: 'a wrong password' })).status).toBe(401);
    expect((await app.visitor.post('/auth/forgot-password', { email })).status).toBe(202);
    expect((await member.get('/users/me/export')).status).toBe(200);
    expect((await member.post('/users/me/erase', { password })).status).toBe(200);
    // Of what was said about him nothing is left, though whoever serves may not change the log.
    const entries = await owner.pool.query(`select * from audit_log where entity_id = $1`, [data.user.id]);
    expect(entries.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries.rows)).not.toMatch(/ann@|Archer/);
  });

  test('serves the back office: signing in, shaping and publishing, importing, webhooks, erasing', async () => {
    const admin = await clerk(app, 'admin');
    const hook = { url: receiver.url, 'events.0': 'flow.published', is_active: 'true' };
    const made = await admin.create('webhooks', hook);
    expect(made.body.notice?.type).toBe('success');
    const flow = await publishFlow(app.db, 'garden', { plants: [{ key: 'plant' }] });
    await eventually(async () => (await app.visitor.get('/flows/garden')).status === 200);
    await hurry(owner);
    await eventually(() => receiver.requests.length > 0);
    const { id } = await one('select id from pages where flow_id = $1', [flow.id]);
    expect((await admin.edit('pages', id, { title: 'What grows' })).body.notice?.type).toBe('success');
    const imported = await admin.postJson('/api/resources/users/actions/import', { csv: 'email\nbob@example.com' });
    expect(imported.body.report).toMatchObject({ imported: 1 });
    const bob = await one(`select id from users where email = 'bob@example.com'`);
    for (const resource of ['users', 'submissions', 'audit_log', 'mails', 'flow_versions', 'webhook_deliveries'])
      expect((await admin.list(resource)).status).toBe(200);
    expect((await admin.get('/api/dashboard')).status).toBe(200);
    await admin.post(`/api/resources/users/records/${bob.id}/erase`);
    await eventually(async () => (await one('select erased_at from users where id = $1', [bob.id])).erased_at !== null);
    expect((await admin.post('/logout')).status).toBe(303);
  });

  test('cleans up, and keeps tallies', async () => {
    const counted = await cleanUp(app.db);
    expect(Object.keys(counted)).toContain('jobs');
    await keepTallies(app.db);
  });

  test.each([
    ['create table mine (id int)'],
    ['create schema mine'],
    ['create function mine() returns int language sql as $$ select 1 $$'],
    ['alter table users add column mine text'],
    ['alter table audit_log disable trigger audit_log_append_only'],
    ['drop trigger audit_log_append_only on audit_log'],
    [
      'create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return new; end $$',
    ],
    [`update audit_log set reason = 'another'`],
    ['delete from audit_log'],
    ['delete from submission_events'],
    ['update flow_versions set notes = null'],
    ['truncate users cascade'],
    [`update schema_migrations set checksum = ''`],
    ['delete from graphile_worker.migrations'],
    ['drop index users_email_key'],
    ['set session_replication_role = replica'],
    [`copy users to program 'cat'`],
  ])('may not %s', async (statement) => {
    const client = await app.pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('doorstep.erasing', 'on', true)`);
      // 42501: insufficient_privilege.
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('takes nothing out of the audit log about somebody who is there', async () => {
    const { id } = await one(`select id from users where email = 'first@example.com'`);
    await expect(app.pool.query('select erase_from_audit_log($1, $2)', [id, []])).rejects.toMatchObject({
      constraint: 'audit_log_append_only',
    });
  });

  test('nor about somebody whom it erases for as long as that takes: an account stays erased', async () => {
    const { id } = (await app.signedIn()).identity ?? {};
    const client = await app.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        'update users set erased_at = now(), deleted_at = now(), full_name = null, is_active = false where id = $1',
        [id],
      );
      await client.query('select erase_from_audit_log($1, $2)', [id, []]);
      const back = 'update users set erased_at = null, deleted_at = null, is_active = true where id = $1';
      await expect(client.query(back, [id])).rejects.toMatchObject({ constraint: 'users_erased' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('has rows of our tables and nothing of them besides', async () => {
    const { rows } = await app.pool.query(
      `select c.oid::regclass::text as name, p.kind from pg_class c, unnest(array['truncate', 'references', 'trigger']) as p (kind)
        where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
          and (has_table_privilege(c.oid, p.kind) or pg_has_role(c.relowner, 'usage'))`,
    );
    expect(rows).toEqual([]);
  });
});

describe('where the role that serves may not migrate', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await emptyDatabase();
    await makeRole(empty);
  });
  afterAll(() => empty.close());
  const serving = () => asServing(empty.url);

  test('a database that was not migrated is told in one sentence, then migrated by whoever owns it', async () => {
    await expect(bringUpToDate({ databaseUrl: serving() })).rejects.toThrow(
      `The database is not ready, and the role ${ROLE} may not make it so`,
    );
    await migrate(empty.url, 'up');
    // The schema is there; the right to use it is not.
    await expect(bringUpToDate({ databaseUrl: serving() })).rejects.toThrow('rights to serve were not given');
    expect(await bringUpToDate({ databaseUrl: serving(), migrationDatabaseUrl: empty.url })).toEqual([]);
    expect(await bringUpToDate({ databaseUrl: serving() })).toEqual([]);
  });

  test('what a later migration adds is given too', async () => {
    await empty.pool.query('revoke delete on mails from doorstep_test_server');
    await expect(bringUpToDate({ databaseUrl: serving() })).rejects.toThrow('rights to serve were not given');
    await bringUpToDate({ databaseUrl: serving(), migrationDatabaseUrl: empty.url });
    expect(await bringUpToDate({ databaseUrl: serving() })).toEqual([]);
  });

  test('what is somebody else’s in the same database is not given away, nor taken from anybody', async () => {
    await empty.pool.query(`create sequence theirs; alter sequence theirs owner to pg_monitor;
      create function theirs() returns int language sql security definer as 'select 1'; alter function theirs() owner to pg_monitor`);
    await migrate(empty.url, 'up', { servingRole: ROLE });
    const { rows } = await empty.pool.query(`select relacl as acl from pg_class where relname = 'theirs'
      union all select proacl from pg_proc where proname = 'theirs'`);
    expect(rows).toEqual([{ acl: null }, { acl: null }]);
  });

  test('an address that migrates another database is refused', async () => {
    await empty.pool.query('revoke select on users from doorstep_test_server');
    await expect(bringUpToDate({ databaseUrl: serving(), migrationDatabaseUrl: owner.url })).rejects.toThrow(
      'MIGRATION_DATABASE_URL and DATABASE_URL must name the same database.',
    );
  });

  test('a role that is not there is told', async () => {
    await expect(migrate(empty.url, 'up', { servingRole: 'nobody_of_that_name' })).rejects.toThrow(
      `The role nobody_of_that_name of DATABASE_URL can't be given its rights: role "nobody_of_that_name" does not exist.`,
    );
  });
});

test('the queue’s last migration is the one that its library brings', () => {
  const { migrations } = createRequire(import.meta.url)('graphile-worker/dist/generated/sql.js');
  expect(Number.parseInt(Object.keys(migrations).sort().at(-1) ?? '', 10)).toBe(QUEUE);
});
