import { closeSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { emptyDatabase } from '../support/database.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { endAll, eventually, freePort, run } from '../support/processes.js';

// Real starts, on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

let url: string;
let folder: string;
beforeAll(async () => {
  const database = await emptyDatabase();
  await database.close();
  url = database.url;
  folder = temporaryFolder();
});
afterAll(async () => {
  await endAll();
  remove(folder);
});

/** A server whose output goes to `output`, or to us, and the status that a path of it answers with. */
async function server(output?: number) {
  const port = await freePort();
  const env = { DATABASE_URL: url, DATA_DIR: folder, PORT: String(port), RUN_JOBS: 'false' };
  const program = run(['bin/start.js'], env, { output });
  const status = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => 0,
    );
  return { program, status };
}

describe('a server whose output nobody takes', () => {
  test('because the disk is full serves all the same, and ends when it is told to', async () => {
    const full = openSync('/dev/full', 'w');
    const { program, status } = await server(full);
    closeSync(full);
    await eventually(async () => (await status('/health')) === 200);
    expect([await status('/api/v1/flows/default'), await status('/api/v1/users')]).toEqual([200, 401]);
    program.child.kill('SIGTERM');
    expect(await program.end()).toBe(0);
  });

  test('because whoever read it has left, too', async () => {
    const { program, status } = await server();
    await program.says(/"ready"/);
    program.child.stdout?.destroy();
    program.child.stderr?.destroy();
    expect([await status('/api/v1/flows/default'), await status('/api/v1/users')]).toEqual([200, 401]);
    program.child.kill('SIGTERM');
    expect(await program.end()).toBe(0);
  });
});
