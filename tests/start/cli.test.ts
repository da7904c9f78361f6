import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { readMigrations } from '../../src/db/migration-files.js';
import { password } from '../support/app.js';
import { testAuth } from '../support/auth.js';
import { command } from '../support/commands.js';
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { endAll, freePort, run } from '../support/processes.js';
import { withSecondFactor } from '../support/second-factors.js';

// Real starts, on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = temporaryFolder();
});
afterEach(endAll);
afterAll(async () => {
  await database.close();
  remove(dataDir);
});

const names = readMigrations().map(({ name }) => name);
const environment = (url: string) => ({ DATA_DIR: dataDir, DATABASE_URL: url, BCRYPT_COST: '4' });

const cli = (args: string[], url = database.url) => command(args, environment(url));

/** As a person would: in a process of its own. */
async function program(args: string[], input?: string) {
  const { child, end, stdout, stderr } = run(['bin/cli.js', ...args], environment(database.url));
  child.stdin?.end(input);
  return { code: await end(), stdout: stdout(), stderr: stderr() };
}

test('a command whose reader has left, as head does, comes to its end all the same', async () => {
  const { child, end, stderr } = run(['bin/cli.js', 'migrate', 'status'], environment(database.url));
  child.stdout?.destroy();
  expect([await end(), stderr()]).toEqual([0, expect.not.stringContaining('EPIPE')]);
});

describe('migrate', () => {
  test('up, status and down say what they did', async () => {
    const empty = await emptyDatabase();
    await empty.close();
    const status = await cli(['migrate', 'status'], empty.url);
    expect(status).toEqual({ code: 0, stdout: names.map((name) => `pending   ${name}\n`).join(''), stderr: '' });
    expect(await cli(['migrate', 'up'], empty.url)).toMatchObject({
      code: 0,
      stdout: names.map((name) => `applied  ${name}\n`).join(''),
    });
    expect(await cli(['migrate', 'up'], empty.url)).toMatchObject({ code: 0, stdout: 'Nothing to do.\n' });
    expect((await cli(['migrate', 'status'], empty.url)).stdout).toMatch(
      new RegExp(`^applied {3}${names[0]} {2}\\d{4}-`),
    );
    expect(await cli(['migrate', 'down'], empty.url)).toMatchObject({ code: 0, stdout: `undone  ${names.at(-1)}\n` });
  });

  test('a schema newer than the code stops the server and the migration with one sentence', async () => {
    const newer = await testDatabase();
    await sql`select set_config('doorstep.checksum', 'x', false)`.execute(newer.db);
    await newer.db.transaction().execute(async (tx) => {
      await sql`select set_config('doorstep.checksum', 'x', true)`.execute(tx);
      await sql`insert into schema_migrations (name, run_on) values ('0999_future', now())`.execute(tx);
    });
    await newer.close();
    const server = run(['bin/start.js'], { ...environment(newer.url), PORT: String(await freePort()) });
    expect(await server.end()).toBe(1);
    expect(server.stderr()).toMatch(
      /^The database's schema is newer than this version of Doorstep: it has the migration 0999_future[^\n]*\.\n$/,
    );
    expect(await cli(['migrate', 'up'], newer.url)).toMatchObject({ code: 1, stderr: server.stderr() });
  });
});

describe('create-admin', () => {
  test('makes one with a generated password, and prints it', async () => {
    const { code, stdout } = await cli(['create-admin', '--email', 'ann@example.com']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Admin ann@example.com is made.\nPassword: \S{12,} {3}\(shown only this once\)\n$/);
    const found = await database.db.selectFrom('users').select(['email', 'role']).execute();
    expect(found).toEqual([{ email: 'ann@example.com', role: 'admin' }]);
  });

  test('takes a password, and does not repeat it', async () => {
    const args = ['create-admin', '--email', 'bob@example.com', '--password', 'correct horse 17'];
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Admin bob@example.com is made.\n' });
    expect(stderr).toMatch(/^Other users of this machine can see --password/);
  });

  test('takes one from standard input, where nobody else sees it', async () => {
    const args = ['create-admin', '--email', 'gil@example.com', '--password-stdin'];
    const made = { code: 0, stdout: 'Admin gil@example.com is made.\n', stderr: '' };
    expect(await program(args, 'correct horse 18\n')).toEqual(made);
    const { password_hash } = await database.db
      .selectFrom('users')
      .innerJoin('user_secrets', 'user_id', 'users.id')
      .select('password_hash')
      .where('email', '=', 'gil@example.com')
      .executeTakeFirstOrThrow();
    expect(await testAuth.hasher.verify('correct horse 18', password_hash)).toBe(true);
  });

  test('says in words what is wrong', async () => {
    await cli(['create-admin', '--email', 'cid@example.com']);
    expect(await cli(['create-admin', '--email', 'CID@example.com'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already exists'),
    });
    expect(await cli(['create-admin', '--email', 'dee@example.com', '--password', 'short'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('password: '),
    });
  });

  test('needs the email where there is nobody to ask', async () => {
    expect(await program(['create-admin'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('needs --email'),
    });
  });

  test('works beside a running server, on the embedded database', async () => {
    const port = await freePort();
    const server = run(['bin/start.js'], { ...environment(''), PORT: String(port) });
    await server.says(/API docs/);
    const { stdout } = await cli(['create-admin', '--email', 'eve@example.com'], '');
    const password = stdout.match(/Password: (\S+)/)?.[1];
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'eve@example.com', password }),
    });
    expect(response.status).toBe(200);
  });
});

describe('remove-second-factor', () => {
  test('lets the last admin in who has lost his phone', async () => {
    await cli(['create-admin', '--email', 'fay@example.com', '--password', password]);
    const { id } = await database.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', 'fay@example.com')
      .executeTakeFirstOrThrow();
    await withSecondFactor(database, id);
    const remove = (email: string) => cli(['remove-second-factor', '--email', email]);
    expect(await remove('FAY@example.com')).toMatchObject({ code: 0, stdout: expect.stringContaining('is removed') });
    expect(await database.db.selectFrom('second_factors').selectAll().execute()).toEqual([]);
    expect(await remove('fay@example.com')).toMatchObject({ code: 1, stderr: 'This account has no second factor.\n' });
    expect(await remove('nobody@example.com')).toMatchObject({
      code: 1,
      stderr: 'There is no account with this email.\n',
    });
  });
});

test('reseal says what was sealed anew, what nobody can open, and whose recovery codes it could not renew', async () => {
  const { id } = await database.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', 'fay@example.com')
    .executeTakeFirstOrThrow();
  await withSecondFactor(database, id);
  const reseal = async (secret: string) =>
    (await command(['reseal'], { ...environment(database.url), TOKEN_SECRET: secret })).stdout;
  expect(await reseal('not the one of the tests')).toMatch(
    /^Sealed anew: 0\. .*\nOpened by no .*: 1\.\nAccounts .*: 1\./,
  );
  const both = `not the one of the tests,${database.config.tokenSecret}`;
  expect(await reseal(both)).toMatch(/^Sealed anew: 1\. .*\nAccounts .*: 1\./);
});

describe('misuse', () => {
  test.each([
    [[], 'which command?'],
    [['dance'], 'there is no command "dance"'],
    [['toString'], 'there is no command "toString"'],
    [['migrate', 'sideways'], 'migrate up, down or status?'],
    [['schema', 'now'], '"now" is not understood'],
    [['create-admin', '--mail', 'x'], "Unknown option '--mail'"],
    [['remove-second-factor'], 'remove-second-factor needs --email'],
  ])('%j is answered with the usage, and exit code 2', async (args, complaint) => {
    const { code, stderr } = await cli(args);
    expect(code).toBe(2);
    expect(stderr).toContain(complaint);
    expect(stderr).toContain('Usage:\n');
  });
});

test('openapi and schema find what is committed up to date', async () => {
  expect(await cli(['openapi'])).toEqual({ code: 0, stdout: 'openapi.json is up to date.\n', stderr: '' });
  expect(await cli(['schema'])).toEqual({ code: 0, stdout: 'docs/schema.sql is up to date.\n', stderr: '' });
});

test('database-url prints the address alone, for psql and pg_dump', async () => {
  const { code, stdout, stderr } = await program(['database-url']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(new URL(stdout.trim()).pathname).toBe(new URL(database.url).pathname);
});
