import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../src/db/embedded.js';

export const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'));

export interface Program {
  origin: string;
  pid: number;
  /** Milliseconds from its start to its first answer. */
  startedInMs: number;
  stop(): Promise<void>;
}

/** A process of its own on a free port, its output in a file as in earnest; ready when `ready` answers 200. */
export async function start(
  name: string,
  command: string[],
  { env = {}, ready = '/' }: { env?: Record<string, string>; ready?: string } = {},
): Promise<Program> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const file = join(folder, `${name}.log`);
  const output = openSync(file, 'a');
  const { PATH = '', HOME = '' } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    env: { PATH, HOME, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  for (; ; await sleep(5)) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${readFileSync(file, 'utf8').slice(-2000)}`);
    if (await answers(origin + ready)) break;
  }
  return { origin, pid: child.pid ?? 0, startedInMs: performance.now() - began, stop: () => stop(child) };
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A PostgreSQL for the run, the one that comes along, or the one of DATABASE_URL, whose database is used up. */
export async function database(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.DATABASE_URL;
  return url ? { url, stop: async () => {} } : startEmbedded({ dataDir: join(folder, 'data') });
}

/** The product as it is run in earnest, behind no proxy, with limits that a benchmark does not reach. */
export const product = (databaseUrl: string) =>
  start('doorstep', ['bin/start.js'], {
    ready: '/health/ready',
    env: {
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: 'http://localhost',
      SESSION_SECRET: 'a secret of the benchmark alone',
      TOKEN_SECRET: 'another secret of the benchmark',
      ADMIN_EMAIL: 'admin@example.com',
      ADMIN_PASSWORD: 'benchmarks are for reading',
      RATE_LIMIT_SCALE: '1000000',
    },
  });

export const yardstick = (name: 'node' | 'express', env: Record<string, string>) =>
  start(name, ['--import', 'tsx', `bench/yardsticks/${name}.ts`], { env });
