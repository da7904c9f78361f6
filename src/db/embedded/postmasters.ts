import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment, StartError } from '../../config.js';
import type { Cluster } from './clusters.js';
import { identify } from './processes.js';
import type { ServerUser } from './users.js';

/** PostgreSQL's main process, serving one cluster. */
export interface Postmaster {
  pid: number;
  port: number;
}

export interface LaunchOptions {
  user: ServerUser | undefined;
  durable: boolean;
  logFile: string;
  /** This one and no other, since it is known to those who use the server; by default that of last time, or any that is free. */
  port?: number;
}

/** More than any pid can be, and within PostgreSQL's int. */
const NOBODY = 2_147_483_000;
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** The postmaster that already serves the cluster, once it is ready; undefined where there is none. */
export async function findPostmaster(dir: string): Promise<Postmaster | undefined> {
  for (let found = readPidFile(dir); found && serves(found.pid, dir); found = readPidFile(dir)) {
    if (found.ready) return found;
    // Starting, or stopping: both end by themselves.
    await sleep(25);
  }
  return undefined;
}

/** Starts a postmaster and waits until it is ready. Throws StartError with PostgreSQL's own reason. */
export async function launchPostmaster(cluster: Cluster, options: LaunchOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await launch(cluster, options);
    if (typeof outcome !== 'string') return outcome;
    // Another program took the port meanwhile, or the last server's processes are still on their way out.
    const passing = /could not bind|could not create any TCP|shared memory|lock file/.test(outcome);
    if (!passing || attempt === 20) {
      throw new StartError(`The embedded PostgreSQL did not start (${outcome}); its log is ${options.logFile}.`);
    }
    await sleep(250);
  }
}

/** Ends what serves the cluster, as PostgreSQL's "fast" shutdown: open transactions roll back, what was committed stays. */
export async function stopPostmaster(dir: string): Promise<void> {
  const pid = interruptPostmaster(dir);
  const identity = pid && identify(pid);
  const since = Date.now();
  while (pid && identity && identify(pid) === identity) {
    if (Date.now() - since > 60_000) throw new StartError(`The embedded PostgreSQL (process ${pid}) does not stop.`);
    await sleep(15);
  }
}

/** Asks for the fast shutdown and does not wait: all that can be done while our own process exits. */
export function interruptPostmaster(dir: string): number | undefined {
  const pid = readPidFile(dir)?.pid;
  if (!pid || !serves(pid, dir)) return undefined;
  process.kill(pid, 'SIGINT');
  return pid;
}

async function launch(cluster: Cluster, options: LaunchOptions): Promise<Postmaster | string> {
  const { user, durable, logFile } = options;
  const port = String(options.port ?? (await freePort(readPidFile(cluster.dir)?.port)));
  forgetStalePid(cluster.dir);
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'],
    ...(durable ? [] : NOT_DURABLE),
  ];
  const args = ['-D', cluster.dir, '-p', port, ...settings.flatMap((setting) => ['-c', setting])];
  const log = openSync(logFile, tooLong(logFile) ? 'w' : 'a', 0o600);
  const from = statSync(logFile).size;
  // Detached: a terminal's Ctrl-C is for us alone, so that requests can finish before their database goes.
  const child = spawn(join(cluster.native, 'bin/postgres'), args, {
    ...{ detached: true, cwd: cluster.dir, uid: user?.uid, gid: user?.gid },
    ...{ env: childEnvironment(), stdio: ['ignore', log, log] },
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
  child.unref();
  while (ended === undefined) {
    const found = readPidFile(cluster.dir);
    if (found?.ready && found.pid === child.pid) return found;
    await sleep(15);
  }
  return reasonIn(logFile, from) ?? ended;
}

/** postmaster.pid: the pid in line 1, the port in line 4, the state in line 8. */
function readPidFile(dir: string): (Postmaster & { ready: boolean }) | undefined {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.startsWith('ready') ?? false };
}

/** Whether the pid is alive and, where the system tells, is at work in this very folder: a pid can be another's by now. */
function serves(pid: number, dir: string): boolean {
  if (pid <= 0 || identify(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dir;
  } catch {
    return false;
  }
}

/**
 * PostgreSQL won't start while the pid in its file answers a signal, be it a zombie's or a stranger's; whether old
 * processes still hold the cluster it then finds out by itself, from its shared memory.
 */
function forgetStalePid(dir: string): void {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [NOBODY, ...rest].join('\n'));
}

/** The port of last time where it is still free, so that those who knew it find the server again; else any. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', (error) => (wanted ? found(freePort()) : failed(error)));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const tooLong = (file: string) => existsSync(file) && statSync(file).size > 5_000_000;

function reasonIn(logFile: string, from: number): string | undefined {
  const lines = readFileSync(logFile).subarray(from).toString().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error/.test(line))?.replace(/^.*?(FATAL|PANIC|ERROR): +/, '');
}
