import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Caller } from '../support/caller.js';
import { eventually } from '../support/processes.js';
import { command } from './commands.js';
import { type Drill, NotRun, type Stage } from './drills.js';
import { answers, instance, newcomer, password, within } from './instances.js';

const run = promisify(execFile);

/** A folder on a disk of its own, so many megabytes large. Throws NotRun where that is not allowed. */
async function smallDisk(stage: Stage, megabytes: number): Promise<string> {
  const folder = stage.folder();
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder];
  await run('mount', options).catch(() => {
    throw new NotRun('mounting a small file system needs root');
  });
  stage.after(() => run('umount', ['--lazy', folder]));
  return folder;
}

/** Writes until nothing goes on it any more. */
function fill(folder: string): void {
  const file = openSync(join(folder, 'filler'), 'a');
  try {
    for (let part = Buffer.alloc(1024 * 1024); part.length >= 512; part = part.subarray(part.length / 2))
      for (let free = true; free; ) free = writes(file, part);
  } finally {
    closeSync(file);
  }
}

function writes(file: number, part: Buffer): boolean {
  try {
    return writeSync(file, part) === part.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}

export const outOfDisk: Drill = {
  name: 'The embedded PostgreSQL out of disk',
  asks: '503 and not ready once nothing more can be written, flows and live 200, well again within 5 s of room, nothing lost, nothing twice',
  run: async (stage) => {
    const folder = await smallDisk(stage, 400);
    const dataDir = join(folder, 'data');
    const it = await instance({ env: { DATA_DIR: dataDir } });
    const { caller, at } = await newcomer(it);
    const visitor = new Caller(it.origin);
    await eventually(async () => (await visitor.get('/flows/default')).status === 200);
    const save = (n: number) => caller.put(`${at}/pages/about-you`, answers(`${n} ${'x'.repeat(1900)}`));
    assert.equal((await save(1)).status, 200);
    fill(folder);
    // What is allotted already still takes some.
    let n = 1;
    let refused: Awaited<ReturnType<typeof save>> | undefined;
    const began = performance.now();
    while (!refused && n < 50_000) {
      n += 1;
      const answer = await save(n);
      if (answer.status !== 200) refused = answer;
    }
    assert.deepEqual([refused?.status, refused?.code], [503, 'UNAVAILABLE']);
    const filled = performance.now() - began;
    assert.deepEqual([await it.health('live'), await it.health('ready')], [200, 503]);
    assert.equal((await visitor.get('/flows/default')).status, 200);
    const wrong = await visitor.post('/auth/login', { email: caller.email, password: `not ${password}` });
    assert([401, 503].includes(wrong.status), `a wrong password was answered ${wrong.status}`);
    rmSync(join(folder, 'filler'));
    const well = async () => (await it.health('ready')) === 200 && (await save(n)).status === 200;
    const back = await within(5, well, it);
    const { revision, answers: kept } = (await caller.get(at)).data;
    // Each of the n, and the last one a second time after its refusal.
    assert.deepEqual([kept.about_me.split(' ')[0], revision - 1], [String(n), n]);
    assert.match(await command(['database-url'], { DATA_DIR: dataDir }), /^postgres:/);
    assert.equal(await it.stop(), 0);
    return `503 at the ${n}th save, ${(filled / 1000).toFixed(1)} s after the disk was full, not ready; well again in ${back.toFixed(0)} ms`;
  },
};
