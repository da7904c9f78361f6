import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../src/config.js';
import { startEmbedded } from '../../src/db/embedded.js';
import { migrate } from '../../src/db/migrate.js';
import { readMigrations } from '../../src/db/migration-files.js';
import { settleSsl } from '../../src/db/ssl.js';

/** What the workers learn through their environment. */
export interface TestServer {
  stop(): Promise<void>;
  /** After a test file: drops its databases, or keeps them and returns their names. */
  finish(testPath: string, keep: boolean): Promise<string[]>;
}

/** The first words of the name of every database of one test file in one run. */
export function databasePrefix(testPath: string, run = process.env.TEST_RUN): string {
  const file = relative(join(projectRoot, 'tests'), testPath);
  const words = file.replace(/\.test\.tsx?$/, '').replace(/\W+/g, '_');
  // PostgreSQL cuts names at 63 bytes: the hash keeps two files with the same end apart.
  const hash = createHash('sha256').update(file).digest('hex').slice(0, 6);
  return `test_${run}_${words.slice(-30)}_${hash}_`.toLowerCase();
}

/**
 * The PostgreSQL of this run: the one of DATABASE_URL, else an embedded one of its own with fsync off, with the template
 * database that every test file clones. Several runs at once share it.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DATABASE_URL;
  const embedded = given ? undefined : await startEmbedded({ dataDir: join(projectRoot, '.tmp/data'), durable: false });
  const url = embedded?.url ?? (await settleSsl(given ?? ''));
  const admin = new pg.Pool({ connectionString: url, max: 2 });
  // A lost connection shows in the query that needs it; the event alone would end the run.
  admin.on('error', () => {});
  process.env.TEST_RUN = String(process.pid);
  process.env.TEST_SERVER_URL = url;
  process.env.TEST_TEMPLATE = await template(admin, url);
  await sweep(admin);
  return {
    async stop() {
      await admin.end();
      await embedded?.stop();
    },
    async finish(testPath, keep) {
      const names = await databases(admin, databasePrefix(testPath));
      if (!keep) for (const name of names) await drop(admin, name);
      return keep ? names : [];
    },
  };
}

/** The migrated database that is cloned, named after the migrations' text: made once, whoever comes first. */
async function template(admin: pg.Pool, serverUrl: string): Promise<string> {
  const checksums = readMigrations().map(({ checksum }) => checksum);
  const name = `doorstep_template_${createHash('sha256').update(checksums.join()).digest('hex').slice(0, 12)}`;
  const client = await admin.connect();
  try {
    await client.query('select pg_advisory_lock(77)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) {
      // Renamed when it is whole, so that a run that was killed leaves no half template.
      await drop(admin, `${name}_draft`);
      await client.query(`create database ${name}_draft`);
      await migrate(databaseUrl(serverUrl, `${name}_draft`), 'up');
      await client.query(`alter database ${name}_draft rename to ${name}`);
    }
    await client.query('select pg_advisory_unlock(77)');
  } finally {
    client.release();
  }
  return name;
}

/** What red runs kept, once their process is gone. */
async function sweep(admin: pg.Pool): Promise<void> {
  for (const name of await databases(admin, 'test_')) {
    if (!alive(Number(name.split('_')[1]))) await drop(admin, name);
  }
}

async function databases(admin: pg.Pool, prefix: string): Promise<string[]> {
  const found = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  return found.rows.map(({ datname }) => datname);
}

const drop = (admin: pg.Pool, name: string) => admin.query(`drop database if exists ${name} with (force)`);

/** The server's address with another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
