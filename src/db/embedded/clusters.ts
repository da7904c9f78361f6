import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { childEnvironment, StartError } from '../../config.js';
import { findBinaries } from './binaries.js';
import { canReach, type ServerUser } from './users.js';

/** A database cluster on disk and the programs that serve it. */
export interface Cluster {
  dir: string;
  native: string;
  password: string;
}

export interface ClusterOptions {
  dataDir: string;
  user: ServerUser | undefined;
  /** False for tests: nothing is forced to disk. */
  durable: boolean;
  say: (line: string) => void;
}

const PASSWORD = 'doorstep.password';

/** The cluster of `dataDir`, made if there is none. To be called under the lock. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const link = join(options.dataDir, 'postgres');
  if (!existsSync(link)) await makeCluster(link, options);
  else settle(link, options);
  const dir = realpathSync(link);
  const native = findBinaries(dirname(dir), options.user);
  refuseOtherMajor(dir, native);
  return { dir, native, password: readFileSync(join(dir, PASSWORD), 'utf8') };
}

/** A backup that was unpacked as a real folder where PostgreSQL's user can't pass goes to where he can. */
function settle(link: string, options: ClusterOptions): void {
  if (lstatSync(link).isSymbolicLink() || canReach(options.dataDir, options.user)) return;
  const dir = join(homeFor(options), 'postgres');
  // Only root runs it as somebody else, so this is no Windows; mv keeps owners, also over file systems.
  execFileSync('mv', [link, dir]);
  symlinkSync(dir, link);
}

/** Initialised aside and renamed, so that a first start that is killed leaves nothing half made. */
async function makeCluster(link: string, options: ClusterOptions): Promise<void> {
  options.say('Making the embedded PostgreSQL database (first start only) …');
  for (const name of readdirSync(options.dataDir)) {
    if (name.startsWith('postgres.init.')) rmSync(join(options.dataDir, name), { recursive: true });
  }
  const home = homeFor(options);
  const draft = join(home, `postgres.init.${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  if (options.user) chownSync(draft, options.user.uid, options.user.gid);
  await initialise(draft, findBinaries(home, options.user), options);
  const dir = join(home, 'postgres');
  renameSync(draft, dir);
  if (dir !== link) {
    rmSync(link, { force: true });
    symlinkSync(dir, link);
  }
}

/**
 * DATA_DIR, or, where PostgreSQL's user can't pass (a project under /root), a new folder outside that `DATA_DIR/postgres`
 * then links to. Its name can't be guessed, so that nobody can have put one there before.
 */
function homeFor({ dataDir, user, durable, say }: ClusterOptions): string {
  if (canReach(dataDir, user)) return dataDir;
  // /var/lib first: some systems sweep old files out of /var/tmp.
  const parent = (durable ? ['/var/lib', '/var/tmp'] : [tmpdir()]).find(
    (path) => existsSync(path) && canReach(path, user),
  );
  if (!parent) {
    throw new StartError(
      `The user ${user?.name}, as whom PostgreSQL runs under root, can't reach ${dataDir}; set DATA_DIR or DATABASE_URL.`,
    );
  }
  const home = mkdtempSync(join(parent, 'doorstep-'));
  chmodSync(home, 0o711);
  say(`The user ${user?.name} can't reach ${dataDir}: its data goes to ${home}.`);
  return home;
}

async function initialise(dir: string, native: string, { user, durable }: ClusterOptions): Promise<void> {
  const passwordFile = `${dir}.${PASSWORD}`;
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const options = [
    ...['--username=doorstep', '--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
    // Chosen, not taken from the system: a bare container's own would be SQL_ASCII.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(join(native, 'bin/initdb'), [`--pgdata=${dir}`, `--pwfile=${passwordFile}`, ...options], dir, user);
    renameSync(passwordFile, join(dir, PASSWORD));
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(program: string, args: string[], cwd: string, user: ServerUser | undefined): Promise<void> {
  const child = spawn(program, args, { cwd, uid: user?.uid, gid: user?.gid, env: childEnvironment() });
  const stop = () => child.kill();
  process.once('exit', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  const code = await new Promise<number | string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (status, signal) => done(status ?? signal ?? 1));
  }).finally(() => process.off('exit', stop));
  if (code === 0) return;
  const reason = output.match(/(?:error|fatal): *(.+)/i)?.[1] ?? code;
  throw new StartError(
    `The embedded PostgreSQL could not be made (${reason}); set DATABASE_URL to a PostgreSQL of yours.`,
  );
}

function refuseOtherMajor(dir: string, native: string): void {
  const data = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  const catalog = ['share/postgresql', 'share'].map((path) => join(native, path, 'postgres.bki')).find(existsSync);
  const server = catalog && readFileSync(catalog, 'utf8').match(/^# PostgreSQL (\d+)/)?.[1];
  if (server === undefined || server === data) return;
  throw new StartError(
    `The data in ${dir} is of PostgreSQL ${data}, this version brings ${server}: see docs/operations.md.`,
  );
}
