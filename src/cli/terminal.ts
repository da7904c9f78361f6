import { type Config, loadConfig } from '../config.js';
import { type Addresses, ownerUrl } from '../db/migrate.js';
import { connect, type Db } from '../db/pool.js';
import { openDatabase } from '../start.js';

/** A command that is not understood: the usage follows, and exit code 2. */
export class Misuse extends Error {}

export interface Database {
  /** With the addresses of the database as they are settled. */
  config: Config & Addresses;
  db: Db;
}

export const say = (line: string) => void process.stdout.write(`${line}\n`);
export const tell = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * Runs over the database of the configuration, as the role that serves unless it asks for the owner; the embedded one is
 * started for as long as it takes.
 */
export async function withDatabase<T>(run: (database: Database) => Promise<T>, as?: 'owner'): Promise<T> {
  const given = loadConfig();
  const { stop, ...addresses } = await openDatabase(given, tell);
  const config = { ...given, ...addresses };
  const databaseUrl = as === 'owner' ? await ownerUrl(config) : config.databaseUrl;
  const { db, close } = connect({ ...config, databaseUrl, databasePoolSize: 2 });
  try {
    return await run({ config, db });
  } finally {
    await close();
    await stop();
  }
}

/** Throws Misuse where more is said than is understood. */
export function noMore(rest: string[]): void {
  if (rest.length > 0) throw new Misuse(`"${rest.join(' ')}" is not understood`);
}

/** What parseArgs complains of is a misuse. */
export function parseOptions<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}
