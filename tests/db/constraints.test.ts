import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type TestApp, testApp } from '../support/app.js';
import { publishFlow } from '../support/drafts.js';

let app: TestApp;
let member: string;
let version: { id: string; flow_id: string };
beforeAll(async () => {
  app = await testApp();
  member = (await app.signedIn()).id;
  version = await app.db.selectFrom('flow_versions').select(['id', 'flow_id']).executeTakeFirstOrThrow();
});
afterAll(() => app.stop());

/** The constraint that refused a statement, written as somebody with psql would. */
async function refusal(statement: ReturnType<typeof sql>): Promise<string | undefined> {
  const error = await statement.execute(app.db).then(
    () => undefined,
    (thrown: { constraint?: string; message: string }) => thrown,
  );
  return error && (error.constraint ?? error.message);
}

describe('what must never be, the database refuses:', () => {
  test('two live users with one email in any case', async () => {
    const statement = sql`insert into users (email) values ('FIRST@Example.COM')`;
    expect(await refusal(statement)).toBe('users_email_key');
  });

  test('a field twice in a flow', async () => {
    const statement = sql`insert into page_fields (page_id, flow_id, field_id, position)
      select p.id, p.flow_id, pf.field_id, 9 from pages p join page_fields pf on pf.flow_id = p.flow_id and pf.page_id <> p.id limit 1`;
    expect(await refusal(statement)).toBe('page_fields_flow_id_field_id_key');
  });

  test.each([
    ['flows', 'translations', `'{"de": {"title": ""}}'`],
    ['flows', 'translations', `'{"de": {"label": "x"}}'`],
    ['flows', 'translations', `'{"de": "x"}'`],
    ['flows', 'translations', `'{"DE": {"title": "x"}}'`],
    ['flows', 'translations', `'[]'`],
    ['flows', 'translations', `'{"de": {"title": 7}}'`],
    ['pages', 'translations', `jsonb_build_object('de', jsonb_build_object('title', repeat('x', 201)))`],
    ['fields', 'translations', `'{"de": {"options": ["x"]}}'`],
    ['fields', 'translations', `'{"de": {"options": {"a": ""}}}'`],
    ['flows', 'languages', `'{de,de}'`],
    ['flows', 'languages', `'{en}'`],
    ['flows', 'languages', `'{german}'`],
    ['flows', 'languages', `(select array_agg('a' || chr(96 + n)) from generate_series(1, 21) n)`],
    ['flows', 'language', `'x'`],
  ])('texts and languages that are none: %s.%s = %s', async (table, column, value) => {
    const statement = sql.raw(`update ${table} set ${column} = ${value}`) as unknown as ReturnType<typeof sql>;
    expect(await refusal(statement)).toBe(`${table}_${column}_check`);
  });

  test('a field placed on a page under another flow', async () => {
    const other = await publishFlow(app.db, 'other', { one: [{ key: 'nick' }] });
    const statement = sql`update page_fields set flow_id = ${other.id} where flow_id = ${version.flow_id}`;
    expect(await refusal(statement)).toBe('page_fields_page_id_flow_id_fkey');
  });

  test('two submissions in progress for one user and flow', async () => {
    const statement = sql`insert into submissions (user_id, flow_id, version_id) values (${member}, ${version.flow_id}, ${version.id})`;
    expect(await refusal(statement)).toBeUndefined();
    expect(await refusal(statement)).toBe('submissions_in_progress_key');
  });

  test('a submission whose version belongs to another flow', async () => {
    const other = await publishFlow(app.db, 'foreign', { one: [{ key: 'motto' }] });
    const statement = sql`insert into submissions (user_id, flow_id, version_id) values (${member}, ${other.id}, ${version.id})`;
    expect(await refusal(statement)).toBe('submissions_version_id_flow_id_fkey');
  });

  test.each(['flow_versions', 'submission_events', 'audit_log'])('a change in %s', async (table) => {
    await sql`insert into submission_events (submission_id, version_id, type) select id, version_id, 'started' from submissions limit 1`.execute(
      app.db,
    );
    const name = `${table}_append_only`;
    expect(
      await refusal(
        sql`update ${sql.table(table)} set ${sql.ref(table === 'flow_versions' ? 'notes' : 'created_at')} = null`,
      ),
    ).toBe(name);
    expect(await refusal(sql`delete from ${sql.table(table)}`)).toBe(name);
    expect(await refusal(sql`truncate ${sql.table(table)} cascade`)).toBe(name);
  });

  test.each(["role = 'member'", 'is_active = false', 'deleted_at = now()'])(
    'the last admin gone by %s',
    async (change) => {
      expect(await refusal(sql`update users set ${sql.raw(change)} where role = 'admin'`)).toBe(
        'users_last_admin_check',
      );
    },
  );

  test('the last admin gone by deletion', async () => {
    await sql`insert into users (email, role, is_active) values ('asleep@example.com', 'admin', false)`.execute(app.db);
    expect(await refusal(sql`delete from users where email = 'first@example.com'`)).toMatch(/last_admin|fkey/);
  });

  test('a password in place of its hash', async () => {
    const statement = sql`insert into user_secrets (user_id, password_hash) values (${member}, 'hunter2') on conflict (user_id) do update set password_hash = excluded.password_hash`;
    expect(await refusal(statement)).toBe('user_secrets_password_hash_check');
  });

  test('a completed submission without a time', async () => {
    expect(await refusal(sql`update submissions set status = 'completed'`)).toBe('submissions_completed_at_check');
  });

  test('two refresh tokens of one session that can both still be used', async () => {
    const statement = sql`insert into refresh_tokens (session_id, token_hash, expires_at)
      select session_id, sha256('another'), now() + interval '1 day' from refresh_tokens limit 1`;
    expect(await refusal(statement)).toBe('refresh_tokens_unused_key');
  });
});

test('every table that the back office shows has one key column', async () => {
  const { rows } = await sql<{ name: string; columns: number }>`
    select conrelid::regclass::text as name, cardinality(conkey) as columns from pg_constraint
    where contype = 'p' and connamespace = 'public'::regnamespace`.execute(app.db);
  expect(rows.filter(({ columns }) => columns !== 1)).toEqual([]);
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['users', 'fields', 'flows', 'pages', 'submissions']),
  );
});
