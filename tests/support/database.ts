import { join } from 'node:path';
import { expect } from '@jest/globals';
import pg from 'pg';
import { type Config, projectRoot } from '../../src/config.js';
import { type Connection, connect } from '../../src/db/pool.js';
import { databasePrefix, databaseUrl } from './servers.js';

export interface TestDatabase extends Connection {
  url: string;
  config: Config;
}

let made = 0;

/** A clone of the migrated template, this test file's own. The reporter drops it when the file is green. */
export async function testDatabase(overrides: Partial<Config> = {}): Promise<TestDatabase> {
  return open(await createDatabase(process.env.TEST_TEMPLATE), overrides);
}

/** An empty database, for tests that migrate by themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return open(await createDatabase('template0'), {});
}

/** The configuration of tests: cheap hashes, no limits in the way, no log. */
export function testConfig(overrides: Partial<Config> = {}): Config {
  return {
    env: 'test',
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    corsOrigins: [],
    trustProxy: false,
    logLevel: 'silent',
    sessionSecret: 'a session secret that only tests know',
    tokenSecret: 'a token secret that only the tests know',
    olderSecrets: { session: [], token: [] },
    sessionDays: 90,
    rateLimitScale: 1_000_000,
    dataDir: join(projectRoot, '.tmp/data'),
    bcryptCost: 4,
    databasePoolSize: 10,
    databaseTimeout: 20,
    mailFrom: 'Doorstep <no-reply@localhost>',
    frontendUrl: 'http://localhost:3000',
    runJobs: false,
    staffOtp: 'optional',
    webhooksAllowPrivate: false,
    ...overrides,
  };
}

function open(url: string, overrides: Partial<Config>): TestDatabase {
  const config = testConfig({ databaseUrl: url, ...overrides });
  return { url, config, ...connect(config) };
}

async function createDatabase(template = 'template0'): Promise<string> {
  const server = process.env.TEST_SERVER_URL ?? '';
  made += 1;
  const name = `${databasePrefix(expect.getState().testPath ?? '')}${made}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
  return databaseUrl(server, name);
}
