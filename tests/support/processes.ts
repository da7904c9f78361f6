import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/config.js';

/** A real process of the product, and what it said. */
export interface Program {
  child: ChildProcess;
  pid: number;
  /** Everything so far. */
  stdout: () => string;
  stderr: () => string;
  /** Waits until it has said so, and returns the match. Throws when it ends before. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Waits for its end: the exit code, or the signal's name. */
  end(): Promise<number | string>;
}

/** In milliseconds; less than Jest's own. */
const LIMIT = 25_000;
const running = new Set<ChildProcess>();

/**
 * Starts `node …args` in the project's folder, in an environment that holds nothing of ours but what is given. What it says is
 * kept, unless it goes to `output`, an open file.
 */
export function run(args: string[], env: Record<string, string> = {}, { output }: { output?: number } = {}): Program {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { PATH, HOME, SystemRoot, ...env },
    stdio: output === undefined ? 'pipe' : ['ignore', output, output],
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part) => (said.stdout += part));
  child.stderr?.on('data', (part) => (said.stderr += part));
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | string;
  });
  const says = async (pattern: RegExp) => {
    for (const since = Date.now(); ; await sleep(20)) {
      const match = said.stdout.match(pattern);
      if (match) return match;
      if (!running.has(child) || Date.now() - since > LIMIT)
        throw new Error(`It did not say ${pattern}.\n${said.stdout}\n${said.stderr}`);
    }
  };
  return { child, pid: child.pid ?? 0, stdout: () => said.stdout, stderr: () => said.stderr, says, end: () => ended };
}

/** After a test, whatever happened in it: nothing that it started stays. */
export async function endAll(): Promise<void> {
  const children = [...running];
  const closed = children.map((child) => once(child, 'close'));
  for (const child of children) child.kill('SIGTERM');
  const limit = setTimeout(() => children.forEach((child) => void child.kill('SIGKILL')), 15_000);
  await Promise.all(closed);
  clearTimeout(limit);
}

/** The pids of living processes at work in a folder or below, such as a PostgreSQL's. Linux alone tells. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name).startsWith(folder))
    .map(Number);
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Waits until the check holds; 25 seconds at most, so that a red test leaves nothing that waits for ever. */
export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (const since = Date.now(); !(await check()); await sleep(20)) {
    if (Date.now() - since > LIMIT) throw new Error(`It did not come to hold: ${check}`);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
