import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { guarded } from './bystanders.js';
import type { Drill, Stage } from './drills.js';
import { type Instance, instance, within } from './instances.js';
import { open, statusOf } from './sockets.js';

async function started(stage: Stage): Promise<Instance> {
  const postgres = await stage.postgres();
  return instance({ databaseUrl: await postgres.newDatabase() });
}

const head = 'POST /api/v1/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

/** Sends the beginning, then a byte a second for as long as it is let: the status, and the seconds that took. */
async function crawl(it: Instance, beginning: string): Promise<[status: number, seconds: number]> {
  const socket = await open(it);
  const began = performance.now();
  socket.write(beginning);
  const timer = setInterval(() => socket.writable && socket.write('x'), 1000);
  const status = await statusOf(socket).finally(() => clearInterval(timer));
  socket.destroy();
  return [status, Math.round((performance.now() - began) / 1000)];
}

const senders = 200;

export const slowSenders: Drill = {
  name: `${senders} slow senders of headers and as many of bodies`,
  asks: '408 after 15 s and 30 s, and some for looking; the others are answered meanwhile',
  run: async (stage) => {
    const it = await started(stage);
    const all = (beginning: string) => Promise.all(Array.from({ length: senders }, () => crawl(it, beginning)));
    const { result, grown, slowest } = await guarded(it, () =>
      Promise.all([all(`${head}X-Slow: `), all(`${head}Content-Length: 1000\r\n\r\n{`)]),
    );
    const longest = result.map((found) => Math.max(...found.map(([, seconds]) => seconds)));
    assert.deepEqual(new Set(result.flat().map(([status]) => status)), new Set([408]));
    assert(Number(longest[0]) <= 15 + 6 && Number(longest[1]) <= 30 + 6, `${longest} s`);
    return `closed after ${longest[0]} s and ${longest[1]} s at most, ${Math.round(grown / 1024)} MB more, others answered within ${slowest} ms`;
  },
};

const idle = 4000;

export const idleConnections: Drill = {
  name: `${idle} connections that say nothing`,
  asks: 'the others are answered, memory bounded, and they are closed after 15 s',
  run: async (stage) => {
    const it = await started(stage);
    const { result, grown, slowest } = await guarded(it, async () => {
      const sockets: Socket[] = [];
      for (let n = 0; n < idle; n += 1) sockets.push(await open(it));
      for (const socket of sockets) socket.resume();
      return within(25, async () => sockets.every(({ closed }) => closed), it);
    });
    return `${(grown / idle).toFixed(1)} kB each, all closed ${(result / 1000).toFixed(0)} s after the last, others answered within ${slowest} ms`;
  },
};

const pipelined = 50_000;
/** Kilobytes. */
const mostGrowth = 200_000;

export const pipelining: Drill = {
  name: `${pipelined} requests at once on one connection`,
  asks: 'cut off, memory bounded, the others are answered meanwhile',
  run: async (stage) => {
    const it = await started(stage);
    const { result, grown, slowest } = await guarded(it, async () => {
      const socket = await open(it);
      socket.resume();
      socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(pipelined));
      return within(25, async () => socket.closed, it);
    });
    assert(grown < mostGrowth, `it grew by ${grown} kB`);
    return `cut off after ${result.toFixed(0)} ms, ${Math.round(grown / 1024)} MB more, others answered within ${slowest} ms`;
  },
};
