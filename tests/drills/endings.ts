import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Drill, Stage } from './drills.js';
import { type Instance, instance, password, within } from './instances.js';

/** A registration that is taken up and waits for its body, which `finish` sends; `answered` is the status, or what cut it off. */
async function underWay({ port }: Instance) {
  const body = JSON.stringify({ email: `late.${port}@example.com`, password });
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
  const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/auth/register', headers });
  const answered = once(sent, 'response').then(
    ([answer]) => answer.resume().statusCode as number,
    () => 'cut off',
  );
  sent.flushHeaders();
  await once(sent, 'continue');
  return { answered, finish: () => sent.end(body) };
}

async function started(stage: Stage): Promise<Instance> {
  const postgres = await stage.postgres();
  const databaseUrl = await postgres.newDatabase();
  return instance({ databaseUrl, node: ['--import', './tests/drills/mishaps.js'] });
}

/** No longer ready, still answering, and telling clients to come back by another connection. */
async function drains({ origin, health }: Instance): Promise<void> {
  await within(2, async () => (await health('ready')) === 503);
  const live = await fetch(`${origin}/health/live`);
  assert.deepEqual([live.status, live.headers.get('connection')], [200, 'close']);
}

export const terminated: Drill = {
  name: 'SIGTERM',
  asks: 'not ready while the port still answers, what is under way is finished, exit 0',
  run: async (stage) => {
    const it = await started(stage);
    const { answered, finish } = await underWay(it);
    const began = performance.now();
    it.child.kill('SIGTERM');
    await drains(it);
    finish();
    assert.equal(await answered, 201);
    assert.equal(await it.end(), 0);
    return `ready 503 and live 200, then 201, exit 0 after ${seconds(began)}`;
  },
};

export const heldUp: Drill = {
  name: 'SIGTERM under a request that never ends',
  asks: 'exit 0 within the drain time of 12 s',
  run: async (stage) => {
    const it = await started(stage);
    const { answered } = await underWay(it);
    const began = performance.now();
    it.child.kill('SIGTERM');
    assert.equal(await it.end(), 0);
    assert.equal(await answered, 'cut off');
    assert(performance.now() - began < 16_000);
    return `cut off, exit 0 after ${seconds(began)}`;
  },
};

/** What nobody caught ends the process, but not what others wait for. */
export const uncaught = (kind: string, signal: NodeJS.Signals, message: string): Drill => ({
  name: `An uncaught ${kind}`,
  asks: 'logged in one line, drained as for SIGTERM, exit 1',
  run: async (stage) => {
    const it = await started(stage);
    const { answered, finish } = await underWay(it);
    const began = performance.now();
    it.child.kill(signal);
    await drains(it);
    finish();
    assert.equal(await answered, 201);
    assert.equal(await it.end(), 1);
    const lines = it
      .stdout()
      .split('\n')
      .filter((line) => line.includes(message));
    assert.equal(lines.length, 1);
    const { level, err, msg } = JSON.parse(lines[0] ?? '');
    assert.deepEqual([level, err.message], ['fatal', message]);
    assert.match(err.stack, /mishaps\.js/);
    return `“${msg}”, 201, exit 1 after ${seconds(began)}`;
  },
});

export const thrown = uncaught('exception', 'SIGUSR2', 'thrown by a drill');
export const rejected = uncaught('rejection', 'SIGHUP', 'rejected by a drill');

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
