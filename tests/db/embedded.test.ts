import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { withLock } from '../../src/db/embedded/locks.js';
import { startEmbedded } from '../../src/db/embedded.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { endAll, eventually, processesIn, run } from '../support/processes.js';

let dataDir: string;
const asRoot = process.getuid?.() === 0 ? test : test.skip;

beforeEach(() => {
  dataDir = temporaryFolder();
});
afterEach(async () => {
  await endAll();
  remove(dataDir);
});

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

const guest = (...rest: string[]) => run(['--import', 'tsx', 'tests/support/embedded-guest.ts', dataDir, ...rest]);
const address = async (program: ReturnType<typeof guest>) => (await program.says(/^postgres:.*$/m))[0];
const postmaster = () => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const leftovers = () => processesIn(join(dataDir, 'postgres'));

describe('starting', () => {
  test('makes a UTF-8 database with the C.UTF-8 locale, durable by default', async () => {
    const said: string[] = [];
    const { url, stop } = await startEmbedded({ dataDir, say: (line) => said.push(line) });
    const { rows } = await query(
      url,
      `select current_database() as name, datlocprovider as provider, pg_encoding_to_char(encoding) as encoding,
        datlocale as locale, current_setting('fsync') as fsync, current_setting('TimeZone') as zone
       from pg_database where datname = current_database()`,
    );
    await stop();
    expect(rows).toEqual([
      { name: 'doorstep', provider: 'b', encoding: 'UTF8', locale: 'C.UTF-8', fsync: 'on', zone: 'UTC' },
    ]);
    expect(said).toEqual([expect.stringContaining('first start only')]);
  });

  test('asks for the password, which only its owner can read, and listens on this machine alone', async () => {
    const { url, stop } = await startEmbedded({ dataDir, durable: false });
    const { username, password } = new URL(url);
    const wrong = url.replace(password, 'guess');
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    const { rows } = await query(
      url,
      `select current_setting('listen_addresses') as addresses, current_setting('password_encryption') as kind`,
    );
    await stop();
    expect(username).toBe('doorstep');
    expect(rows).toEqual([{ addresses: '127.0.0.1', kind: 'scram-sha-256' }]);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres/doorstep.password')).mode & 0o177).toBe(0);
  });

  test('keeps the data from one start to the next', async () => {
    const first = await startEmbedded({ dataDir, durable: false });
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startEmbedded({ dataDir, durable: false });
    expect((await query(second.url, 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test('three first starts at once agree on one server', async () => {
    const guests = [guest(), guest(), guest()];
    const urls = await Promise.all(guests.map(address));
    expect(new Set(urls).size).toBe(1);
    for (const { child } of guests) child.stdin?.write('stop\n');
    expect(await Promise.all(guests.map(({ end }) => end()))).toEqual([0, 0, 0]);
    expect(leftovers()).toEqual([]);
  });

  test('a first start that was killed half way leaves nothing in the way', async () => {
    mkdirSync(join(dataDir, 'postgres.init.999999'));
    writeFileSync(join(dataDir, 'postgres.lock'), '999999-1 killed');
    const { url, stop } = await startEmbedded({ dataDir, durable: false });
    expect((await query(url, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
    await stop();
    expect(existsSync(join(dataDir, 'postgres.init.999999'))).toBe(false);
  });

  asRoot('root, in a folder that PostgreSQL’s user can’t reach, gets its data in one that he can', async () => {
    chmodSync(dataDir, 0o700);
    const { url, stop } = await startEmbedded({ dataDir, durable: false });
    await query(url, 'create table kept as select 42 as answer');
    await stop();
    const home = dirname(realpathSync(join(dataDir, 'postgres')));
    expect(home.startsWith(dataDir)).toBe(false);
    expect(statSync(home)).toMatchObject({ uid: 0 });
    expect(statSync(home).mode & 0o777).toBe(0o711);
    const again = await startEmbedded({ dataDir, durable: false });
    expect((await query(again.url, 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
    await again.stop();
    remove(home);
  });

  asRoot(
    'a backup that was put back as a real folder where PostgreSQL’s user can’t reach it is moved to where he can',
    async () => {
      const { url, stop } = await startEmbedded({ dataDir, durable: false });
      await query(url, 'create table kept as select 42 as answer');
      await stop();
      chmodSync(dataDir, 0o700);
      const restored = await startEmbedded({ dataDir, durable: false });
      expect((await query(restored.url, 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
      await restored.stop();
      remove(dirname(realpathSync(join(dataDir, 'postgres'))));
    },
  );

  test('data of another major version is refused in one sentence', async () => {
    await (await startEmbedded({ dataDir, durable: false })).stop();
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '9\n');
    await expect(startEmbedded({ dataDir, durable: false })).rejects.toThrow(
      /is of PostgreSQL 9, this version brings \d+/,
    );
  });

  test('a server that does not start tells its own reason', async () => {
    await (await startEmbedded({ dataDir, durable: false })).stop();
    writeFileSync(join(dataDir, 'postgres/postgresql.auto.conf'), 'nonsense = 1\n');
    await expect(startEmbedded({ dataDir, durable: false })).rejects.toThrow(
      /The embedded PostgreSQL did not start \(.*\); its log is .*postgres\.log/,
    );
  });
});

describe('stopping', () => {
  test('the last one to leave stops the server, nobody else', async () => {
    const [one, two] = [guest(), guest()];
    const url = await address(one);
    await address(two);
    one.child.stdin?.write('stop\n');
    expect(await one.end()).toBe(0);
    expect((await query(url, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
    two.child.stdin?.write('stop\n');
    expect(await two.end()).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves nothing running', async (signal) => {
    const only = guest();
    await address(only);
    only.child.kill(signal);
    await only.end();
    await eventually(() => leftovers().length === 0);
  });

  test('stopping twice is the same as once', async () => {
    const { stop } = await startEmbedded({ dataDir, durable: false });
    await stop();
    await stop();
    expect(leftovers()).toEqual([]);
  });
});

describe('after kill -9', () => {
  test('of the process: the orphan is taken over with its data, and its adopter stops it', async () => {
    const killed = guest();
    const url = await address(killed);
    await query(url, 'create table kept as select 42 as answer');
    const orphan = postmaster();
    killed.child.kill('SIGKILL');
    await killed.end();
    const adopter = guest();
    expect(await address(adopter)).toBe(url);
    expect(postmaster()).toBe(orphan);
    expect((await query(url, 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
    adopter.child.stdin?.write('stop\n');
    await adopter.end();
    expect(leftovers()).toEqual([]);
  });

  test('of the server: what was acknowledged is there at the next start', async () => {
    const first = guest('durable');
    const url = await address(first);
    await query(url, 'create table kept as select 42 as answer');
    process.kill(postmaster(), 'SIGKILL');
    first.child.kill('SIGKILL');
    await first.end();
    const second = guest('durable');
    expect((await query(await address(second), 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
  });

  test('of the server, while two use it: it is brought back at the same address, and stopped by the last one', async () => {
    const [one, two] = [await startEmbedded({ dataDir }), await startEmbedded({ dataDir })];
    await query(one.url, 'create table kept as select 42 as answer');
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    const answer = async () => (await query(one.url, 'select answer from kept')).rows[0].answer;
    await eventually(async () => (await answer().catch(() => undefined)) === 42);
    expect(postmaster()).not.toBe(killed);
    await Promise.all([one.stop(), two.stop()]);
    expect(leftovers()).toEqual([]);
  });

  test('a pid that is by now a stranger’s does not keep the server from starting', async () => {
    await (await startEmbedded({ dataDir, durable: false })).stop();
    writeFileSync(
      join(dataDir, 'postgres/postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`,
    );
    chmodSync(join(dataDir, 'postgres/postmaster.pid'), 0o666);
    const { url, stop } = await startEmbedded({ dataDir, durable: false });
    expect((await query(url, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
    await stop();
  });
});

describe('the lock', () => {
  test('lets one in at a time', async () => {
    const file = join(dataDir, 'lock');
    let inside = 0;
    let most = 0;
    const enter = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setImmediate(done));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(file, enter)));
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  test('of a process that is gone is void, and only one of those who wait gets it', async () => {
    const file = join(dataDir, 'lock');
    writeFileSync(file, '999999-1 gone');
    const order: string[] = [];
    const enter = (name: string) => withLock(file, async () => void order.push(`${name} in`, `${name} out`));
    await Promise.all([enter('one'), enter('two')]);
    expect(order.map((each) => each.split(' ')[1])).toEqual(['in', 'out', 'in', 'out']);
  });

  test('is let go when what ran under it fails', async () => {
    const file = join(dataDir, 'lock');
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    rmSync(file, { force: true });
    expect(await withLock(file, async () => 'in')).toBe('in');
  });
});
