import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FirstAdmin } from '../../src/domain/seed.js';
import { createLogger } from '../../src/log.js';
import { type Running, start } from '../../src/start.js';
import { emptyDatabase, testConfig } from '../support/database.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { freePort, processesIn } from '../support/processes.js';

// Real starts, on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

let url: string;
let running: Running | undefined;
let admins: FirstAdmin[];
let lines: string[];

beforeAll(async () => {
  const database = await emptyDatabase();
  await database.close();
  url = database.url;
});
beforeEach(() => {
  admins = [];
  lines = [];
});
afterEach(() => running?.stop());

const telling = () => ({
  log: createLogger('info', { write: (line) => void lines.push(line) }),
  say: (line: string) => void lines.push(line),
  sayAdmin: (admin: FirstAdmin) => void admins.push(admin),
});

describe('start', () => {
  test('migrates and seeds an empty database, listens, and tells the admin it made', async () => {
    running = await start(testConfig({ databaseUrl: url, publicUrl: 'http://localhost:0' }), telling());
    const { publicUrl } = running.config;
    expect((await fetch(`${publicUrl.replace('localhost', '127.0.0.1')}/health/ready`)).status).toBe(200);
    expect(admins).toEqual([{ email: expect.stringContaining('@'), password: expect.any(String) }]);
  });

  test('again finds all of it there', async () => {
    running = await start(testConfig({ databaseUrl: url }), telling());
    expect(admins).toEqual([]);
    expect(lines.filter((line) => line.includes('migrated'))).toEqual([]);
  });

  test('takes the embedded database where no other is given, and stops it', async () => {
    const dataDir = temporaryFolder();
    running = await start(testConfig({ dataDir }), telling());
    expect(processesIn(dataDir)).not.toEqual([]);
    await running.stop();
    expect(processesIn(dataDir)).toEqual([]);
    remove(dataDir);
  });

  test('that fails undoes what it began, and says why', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start(testConfig({ databaseUrl: url, port }), telling())).rejects.toThrow(`Port ${port} is taken`);
    const dead = `postgres://x:y@127.0.0.1:${await freePort()}/z`;
    await expect(start(testConfig({ databaseUrl: dead }), telling())).rejects.toThrow("can't be used");
    await expect(start(testConfig({ databaseUrl: url, host: '192.0.2.1' }), telling())).rejects.toThrow(
      "can't listen on 192.0.2.1",
    );
    other.close();
  });

  test('with a first admin that the rules refuse says which key is wrong, and leaves nothing half made', async () => {
    const empty = await emptyDatabase();
    const config = testConfig({ databaseUrl: empty.url, adminEmail: 'boss@example.com', adminPassword: 'password123' });
    await expect(start(config, telling())).rejects.toThrow(
      "The first admin can't be made as ADMIN_EMAIL and ADMIN_PASSWORD say: password: ",
    );
    expect(await empty.db.selectFrom('flows').selectAll().execute()).toEqual([]);
    await empty.close();
  });

  test('in production leaves load balancers two seconds to look elsewhere: not ready, and still answering', async () => {
    running = await start(testConfig({ databaseUrl: url, env: 'production' }), telling());
    const { port } = running.config;
    const stopping = running.stop();
    const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(status).toBe(503);
    await stopping;
    await expect(fetch(`http://127.0.0.1:${port}/health/ready`)).rejects.toThrow('fetch failed');
  });
});
