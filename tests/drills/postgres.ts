import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openCluster } from '../../src/db/embedded/clusters.js';
import { interruptPostmaster, launchPostmaster, stopPostmaster } from '../../src/db/embedded/postmasters.js';
import { serverUser } from '../../src/db/embedded/users.js';
import { databaseUrl } from '../support/servers.js';

/** A PostgreSQL of a drill's own, which nobody looks after: it is stopped and started at will. */
export interface Postgres {
  /** A new, empty database. */
  newDatabase(): Promise<string>;
  /** One query as its superuser, on the database of a URL, by default the one that is always there. */
  query<Row extends object>(text: string, values?: unknown[], url?: string): Promise<Row[]>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Durable as in earnest, in a folder, with settings of its own. */
export async function openPostgres(dataDir: string, settings: string[] = []): Promise<Postgres> {
  const user = serverUser();
  const cluster = await openCluster({ dataDir, user, durable: true, say: () => {} });
  appendFileSync(join(cluster.dir, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  const how = { user, durable: true, logFile: join(dataDir, 'postgres.log') };
  const { port } = await launchPostmaster(cluster, how);
  const atExit = () => interruptPostmaster(cluster.dir);
  process.once('exit', atExit);
  const main = `postgres://doorstep:${cluster.password}@127.0.0.1:${port}/postgres?sslmode=disable`;
  let made = 0;
  const query = async <Row extends object>(text: string, values: unknown[] = [], url = main) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    query,
    newDatabase: async () => {
      made += 1;
      await query(`create database drill${made} template template0`);
      return databaseUrl(main, `drill${made}`);
    },
    stop: async () => {
      process.off('exit', atExit);
      await stopPostmaster(cluster.dir);
    },
    start: async () => {
      process.once('exit', atExit);
      await launchPostmaster(cluster, { ...how, port });
    },
  };
}

/** The pid of the postmaster of an embedded database. */
export const postmasterIn = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
