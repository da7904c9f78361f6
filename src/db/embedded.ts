import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { makeDataDir, StartError } from '../config.js';
import type { Logger } from '../log.js';
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
import { watch } from './embedded/watches.js';

/** A PostgreSQL of our own, shared by all processes that use the same DATA_DIR; the last one to leave stops it. */
export interface Embedded {
  /** With the role that owns everything. */
  url: string;
  /** With the role that serves. */
  servingUrl: string;
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
  /** Told of a server that died while it was used. */
  log?: Pick<Logger, 'warn' | 'error'>;
}

/**
 * Starts the embedded PostgreSQL of `dataDir`, or joins the one that runs there already: another process's, or an orphan
 * whose starter was killed. One that dies is brought back, at the same address. A process that ends without `stop()` takes
 * it down too. Throws StartError.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, durable = true, say = () => {}, log } = options;
  makeDataDir(dataDir);
  const user = serverUser();
  const lock = join(dataDir, 'postgres.lock');
  const guests = guestBook(dataDir);
  const how = { user, durable, logFile: join(dataDir, 'postgres.log') };
  const { cluster, postmaster } = await locked(lock, async () => {
    const cluster = await openCluster({ dataDir, user, durable, say });
    const postmaster = (await findPostmaster(cluster.dir)) ?? (await launchPostmaster(cluster, how));
    guests.enter();
    return { cluster, postmaster };
  });
  const atExit = () => guests.leave() && interruptPostmaster(cluster.dir);
  process.once('exit', atExit);
  const { port } = postmaster;
  // Of several processes that use it whoever comes first brings it back, and the others find it.
  const bringBack = () =>
    withLock(lock, async () => (await findPostmaster(cluster.dir)) ?? launchPostmaster(cluster, { ...how, port }));
  const guard = watch(postmaster.pid, bringBack, log);
  const stop = once(async () => {
    process.off('exit', atExit);
    await guard.end();
    await withLock(lock, async () => guests.leave() && stopPostmaster(cluster.dir));
  });
  try {
    return { ...(await database(cluster, postmaster)), stop };
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

/** Makes the database of ours and the role that serves unless they are there, and returns the addresses of both roles. */
async function database({ password }: Cluster, { port }: Postmaster) {
  const urlOf = (role: string, secret: string) => `postgres://${role}:${secret}@127.0.0.1:${port}/`;
  // Derived, so that each process that joins knows it; whoever knows it does not know the owner's.
  const serving = createHmac('sha256', password).update(SERVING).digest('hex');
  const owner = urlOf('doorstep', password);
  const client = new pg.Client({ connectionString: `${owner}postgres`, ssl: false });
  await client.connect();
  try {
    await unlessThere(client, `select from pg_database where datname = 'doorstep'`, 'create database doorstep');
    const role = `create role ${SERVING} login password '${serving}'`;
    await unlessThere(client, `select from pg_roles where rolname = '${SERVING}'`, role);
  } finally {
    await client.end();
  }
  return { url: `${owner}doorstep`, servingUrl: `${urlOf(SERVING, serving)}doorstep` };
}

/** Who owns everything is the server's superuser: what answers requests has no need of that. */
const SERVING = 'doorstep_server';

/** Of two who both found none the second fails with one of these, and all is well. */
async function unlessThere(client: pg.Client, find: string, make: string): Promise<void> {
  if ((await client.query(find)).rowCount) return;
  await client.query(make).catch((error: { code?: string }) => {
    if (!['42P04', '42710', '23505'].includes(error.code ?? '')) throw error;
  });
}

function once(run: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= run();
    await done;
  };
}
