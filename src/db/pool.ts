import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Config, StartError } from '../config.js';
import { createLogger, type Logger } from '../log.js';
import { boundedClient } from './bounds.js';
import { asLibpq } from './ssl.js';
import type { Database } from './types.js';

export type Db = Kysely<Database>;

export interface Connection {
  db: Db;
  pool: pg.Pool;
  /** Waits for the queries under way. */
  close(): Promise<void>;
}

type PoolConfig = Pick<Config, 'databaseUrl' | 'databasePoolSize' | 'logLevel'> &
  Partial<Pick<Config, 'databaseTimeout'>>;

/** Milliseconds for PostgreSQL to say itself that a statement took too long. */
const grace = 500;

/**
 * Kysely over one pool; nothing is connected before the first query. An int8 arrives as a string, as pg's default is. Under
 * `name` PostgreSQL lists its connections.
 */
export function connect(
  config: PoolConfig,
  log: Logger = createLogger(config.logLevel),
  name = 'doorstep',
): Connection {
  const limit = (config.databaseTimeout ?? 20) * 1000;
  let refusedAt = Number.NEGATIVE_INFINITY;
  const failed = (error: unknown) => {
    if (isRefusal(error)) refusedAt = performance.now();
  };
  const pool = new pg.Pool({
    Client: boundedClient(limit + grace, failed),
    connectionString: asLibpq(config.databaseUrl ?? ''),
    max: config.databasePoolSize,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: Math.min(limit, 10_000),
    // One slow query or a transaction left open must not hold its locks, or a connection, for ever.
    statement_timeout: limit,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that the server drops is replaced by the pool; unheard, this event would end the process.
  // One of a pool that is being closed would have gone anyway.
  pool.on('error', (err) => pool.ending || log.error({ err }, 'an idle database connection was lost'));
  // One that is lost while it is lent out tells the query under way, or the next one; it has no other listener then.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  refusals.set(db, () => performance.now() - refusedAt);
  return { db, pool, close: () => db.destroy() };
}

const pools = new WeakMap<Db, pg.Pool>();
const refusals = new WeakMap<Db, () => number>();

/** The disk is full (53100), or the server takes no writes, being a standby (25006). */
const isRefusal = (error: unknown) => /^(53100|25006)$/.test(String((error as { code?: unknown })?.code));

/** Milliseconds since PostgreSQL last refused to write; infinite where it never did. */
export const sinceRefusal = (db: Db): number => refusals.get(db)?.() ?? Number.POSITIVE_INFINITY;

/**
 * Runs a statement that PostgreSQL parses and plans once a connection: for what is asked so often that this counts. Outside
 * of transactions alone, which have a connection of their own.
 */
export async function prepared<Row extends object>(
  db: Db,
  { name, text }: { name: string; text: string },
  values: unknown[],
): Promise<Row[]> {
  const pool = pools.get(db);
  if (!pool) throw new Error(`The statement ${name} is not for use within a transaction.`);
  const { rows } = await pool.query<Row>({ name, text, values });
  return rows;
}

/** Runs in the transaction that is open, or in one of its own. */
export function inTransaction<T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

/** One plain sentence in place of what the driver throws when the database can't be used at all. */
export async function requireDatabase(databaseUrl: string, key = 'DATABASE_URL'): Promise<void> {
  let client: pg.Client | undefined;
  try {
    // Even making it may fail: a certificate that the URL names is read here.
    client = new pg.Client({ connectionString: asLibpq(databaseUrl), connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (major < 14) throw new Error(`it is PostgreSQL ${major}, and 14 or newer is needed`);
  } catch (error) {
    throw new StartError(`The database of ${key} can't be used: ${reason(error)}.`);
  } finally {
    await client?.end().catch(() => {});
  }
}

/** The first sentence. A refused connection to a name with several addresses comes as an AggregateError without a message. */
function reason(error: unknown): string {
  const { message, errors } = error as AggregateError;
  const said = message || errors?.map((each: Error) => each.message).join(', ') || 'no answer';
  return said.replace('SECURITY WARNING: ', '').split(/\.(?:\s|$)/)[0] ?? said;
}
