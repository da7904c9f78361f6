import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { connect, inTransaction, requireDatabase } from '../../src/db/pool.js';
import { asLibpq, settleSsl } from '../../src/db/ssl.js';
import { createLogger } from '../../src/log.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { eventually, freePort } from '../support/processes.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('the pool', () => {
  test('limits a statement and a transaction left open', async () => {
    const { rows } = await database.pool.query(
      `select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(rows).toEqual([{ statement: '20s', idle: '30s' }]);
  });

  test('reads an int8 as a string, so that no digit is lost', async () => {
    const { rows } = await sql<{ big: string }>`select 9007199254740993::int8 as big`.execute(database.db);
    expect(rows).toEqual([{ big: '9007199254740993' }]);
  });

  test('a connection lost while idle is logged and replaced', async () => {
    const lines: string[] = [];
    const log = createLogger('error', { write: (line) => void lines.push(line) });
    const { pool, close } = connect({ ...database.config, databasePoolSize: 1 }, log);
    const { rows } = await pool.query('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
    await eventually(() => lines.length > 0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', msg: 'an idle database connection was lost' });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await close();
  });
});

describe('a transaction', () => {
  // An `error` event that nobody hears ends the process: here it would end this test file.
  test('whose connection is lost in the middle fails, and the next one has another', async () => {
    const { db, close } = connect({ ...database.config, databasePoolSize: 1 });
    const losing = inTransaction(db, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      const isGone = async () =>
        (await database.pool.query('select from pg_stat_activity where pid = $1', [rows[0]?.pid])).rowCount === 0;
      await eventually(isGone);
      await sql`select 1`.execute(tx);
    });
    await expect(losing).rejects.toThrow(/terminat|not queryable|closed/i);
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await close();
  });

  test('within another is the same one: all of it is rolled back together', async () => {
    const failing = inTransaction(database.db, async (outer) => {
      await inTransaction(outer, (inner) => sql`create table half (id int)`.execute(inner));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { rows } = await sql`select to_regclass('half') as half`.execute(database.db);
    expect(rows).toEqual([{ half: null }]);
  });
});

describe('a database that can’t be used is one sentence', () => {
  test('nobody listens', async () => {
    const url = `postgres://x:y@127.0.0.1:${await freePort()}/z`;
    await expect(requireDatabase(url)).rejects.toThrow(
      /^The database of DATABASE_URL can't be used: connect ECONNREFUSED.*\.$/,
    );
  });

  test('it does not exist', async () => {
    const url = new URL(database.url);
    url.pathname = '/nowhere';
    await expect(requireDatabase(url.href)).rejects.toThrow(`can't be used: database "nowhere" does not exist.`);
  });

  test.each([
    ['?sslmode=verify-ca', 'Using sslmode=verify-ca requires specifying a CA with sslrootcert.'],
    ['?sslmode=require&sslrootcert=/nowhere', "ENOENT: no such file or directory, open '/nowhere'."],
  ])('its certificate is not there: %s', async (query, complaint) => {
    const url = `${database.url}${query}`;
    await expect(requireDatabase(url)).rejects.toThrow(`The database of DATABASE_URL can't be used: ${complaint}`);
  });

  test('it is there', async () => {
    await expect(requireDatabase(database.url)).resolves.toBeUndefined();
  });
});

describe('sslmode', () => {
  const at = (port: number, query = '') => `postgres://u:p@127.0.0.1:${port}/db${query}`;

  /** A server that answers an SSLRequest with one letter. */
  async function answering(letter: string) {
    const server = createServer((socket) => socket.once('data', () => socket.write(letter))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return { port: typeof address === 'object' && address ? address.port : 0, server };
  }

  test.each([
    ['?sslmode=disable', '?sslmode=disable&uselibpqcompat=true'],
    ['?sslmode=require', '?sslmode=require&uselibpqcompat=true'],
    ['?sslmode=verify-full', '?sslmode=verify-full&uselibpqcompat=true'],
    ['?sslmode=require&sslrootcert=system', '?sslmode=verify-full&uselibpqcompat=true'],
    ['?sslmode=no-verify', '?sslmode=no-verify'],
    ['', ''],
  ])('"%s" is taken as libpq takes it', (given, taken) => {
    expect(asLibpq(at(5432, given))).toBe(at(5432, taken));
  });

  test.each([
    ['S', 'require'],
    ['N', 'disable'],
  ])('none, libpq’s prefer, at a server that answers %s is %s', async (letter, mode) => {
    const { port, server } = await answering(letter);
    expect(await settleSsl(at(port))).toBe(at(port, `?sslmode=${mode}&uselibpqcompat=true`));
    expect(await settleSsl(at(port, '?sslmode=prefer'))).toContain(`sslmode=${mode}`);
    expect(await settleSsl(at(port, '?sslmode=require'))).toContain('sslmode=require');
    server.close();
  });

  test('at a server that can’t be reached stays: connecting tells why', async () => {
    const url = at(await freePort());
    expect(await settleSsl(url)).toBe(url);
  });
});

describe('the log', () => {
  test('is one JSON line an event, without credentials and without what PostgreSQL quotes from rows', () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line) => void lines.push(line) });
    const headers = { authorization: 'Bearer canary', cookie: 'a=canary', 'set-cookie': 'b=canary', host: 'here' };
    const err = Object.assign(new Error('duplicate key'), {
      detail: 'Key (email)=(canary@example.com) already exists.',
    });
    log.info({ headers, req: { headers }, res: { headers }, err }, 'asked');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('canary');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      msg: 'asked',
      req: { headers: { host: 'here' } },
    });
  });
});
