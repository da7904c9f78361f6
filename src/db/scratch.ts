import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate.js';
import { type Connection, connect } from './pool.js';
import { asLibpq } from './ssl.js';

/** Runs over a database that is migrated, empty, and gone afterwards, beside the one of the URL. */
export async function withScratchDatabase<T>(
  databaseUrl: string,
  run: (connection: Connection) => Promise<T>,
): Promise<T> {
  const name = `doorstep_scratch_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: asLibpq(databaseUrl) });
  await admin.connect();
  try {
    await admin.query(`create database ${name} template template0`);
    const url = new URL(databaseUrl);
    url.pathname = `/${name}`;
    await migrate(url.href, 'up');
    const connection = connect({ databaseUrl: url.href, databasePoolSize: 1, logLevel: 'error' });
    return await run(connection).finally(connection.close);
  } finally {
    await admin.query(`drop database if exists ${name}`);
    await admin.end();
  }
}
