import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { makeDataDir, StartError } from '../config.js';
import { type Cluster, openCluster } from './embedded/clusters.js';
import { withLock } from './embedded/locks.js';
import {
  findPostmaster,
  interruptPostmaster,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from './embedded/postmasters.js';
import { isAlive, myself } from './embedded/processes.js';
import { serverUser } from './embedded/users.js';

/** A PostgreSQL of our own, shared by all processes that use the same DATA_DIR; the last one to leave stops it. */
export interface Embedded {
  url: string;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Absolute. */
  dataDir: string;
  /** False, for tests alone: faster, and lost when the machine stops. Default true. */
  durable?: boolean;
  /** Told, in a line, what takes long. */
  say?: (line: string) => void;
}

/**
 * Starts the embedded PostgreSQL of `dataDir`, or joins the one that runs there already: another process's, or an orphan
 * whose starter was killed. A process that ends without `stop()` takes it down too. Throws StartError.
 */
export async function startEmbedded({ dataDir, durable = true, say = () => {} }: EmbeddedOptions): Promise<Embedded> {
  makeDataDir(dataDir);
  const user = serverUser();
  const lock = join(dataDir, 'postgres.lock');
  const guests = guestBook(dataDir);
  const { cluster, postmaster } = await locked(lock, async () => {
    const cluster = await openCluster({ dataDir, user, durable, say });
    const logFile = join(dataDir, 'postgres.log');
    const running = await findPostmaster(cluster.dir);
    const postmaster = running ?? (await launchPostmaster(cluster, { user, durable, logFile }));
    guests.enter();
    return { cluster, postmaster };
  });
  const atExit = () => guests.leave() && interruptPostmaster(cluster.dir);
  process.once('exit', atExit);
  const stop = once(async () => {
    process.off('exit', atExit);
    await withLock(lock, async () => guests.leave() && stopPostmaster(cluster.dir));
  });
  try {
    return { url: await database(cluster, postmaster), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who uses the cluster: a file for each, named after its process, so that those who were killed are told apart. */
function guestBook(dataDir: string) {
  const dir = join(dataDir, 'postgres.users');
  const mine = `${myself}.${randomUUID().slice(0, 8)}`;
  return {
    enter() {
      mkdirSync(dir, { recursive: true });
      for (const name of readdirSync(dir))
        if (!isAlive(name.split('.')[0] ?? '')) rmSync(join(dir, name), { force: true });
      writeFileSync(join(dir, mine), '');
    },
    /** True when nobody is left. */
    leave() {
      if (!existsSync(join(dir, mine))) return false;
      rmSync(join(dir, mine), { force: true });
      return !readdirSync(dir).some((name) => isAlive(name.split('.')[0] ?? ''));
    },
  };
}

async function locked<T>(lock: string, run: () => Promise<T>): Promise<T> {
  try {
    return await withLock(lock, run);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new StartError(`${path} belongs to another user; start as that user, or give a DATA_DIR of your own.`);
  }
}

/** Makes the database of ours unless it is there, and returns its address. */
async function database({ password }: Cluster, { port }: Postmaster): Promise<string> {
  const url = `postgres://doorstep:${password}@127.0.0.1:${port}/`;
  const client = new pg.Client({ connectionString: `${url}postgres`, ssl: false });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'doorstep'`);
    if (!rowCount) await client.query('create database doorstep');
  } catch (error) {
    // Two who both found none: the second create fails with one of these, and all is well.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
  return `${url}doorstep`;
}

function once(run: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= run();
    await done;
  };
}
