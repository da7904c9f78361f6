import { basename } from 'node:path';
import { sql } from 'kysely';
import type { MigrationBuilder } from 'node-pg-migrate';
import pg from 'pg';
import { StartError } from '../config.js';
import { grantServing, mayServe, roleOf } from './grants.js';
import { IGNORED, type MigrationFile, migrationsDir, readMigration, readMigrations } from './migration-files.js';
import { type Db, requireDatabase } from './pool.js';
import { asLibpq, settleSsl } from './ssl.js';

/**
 * `schema_migrations` is node-pg-migrate's table and a column of ours. The checksum is a default read from a setting that
 * the migration's own transaction makes, so that no migration can be recorded without one.
 */
const TABLE = 'schema_migrations';
const CREATE_TABLE = `create table ${TABLE} (
  id serial primary key,
  name varchar(255) not null,
  run_on timestamp not null,
  checksum text not null default current_setting('doorstep.checksum')
)`;
/** Any number that is always the same: whoever migrates this database waits for it. */
const LOCK = 5_208_117_340;
/** The last migration of graphile-worker's own; a test holds it equal to what the library brings. */
export const QUEUE = 18;

export type SchemaState = 'current' | 'behind' | 'newer' | 'edited';
export interface MigrationStatus {
  name: string;
  state: 'applied' | 'pending' | 'edited' | 'unknown';
  /** When it was applied. */
  at?: Date;
}
interface Row {
  name: string;
  run_on: Date;
  checksum: string;
}
/** Where the database is, with the role that serves, and where it is another one with the role that owns the tables. */
export interface Addresses {
  databaseUrl: string;
  migrationDatabaseUrl?: string;
}
interface Options {
  dir?: string;
  /** Down: how many to undo; default 1. */
  count?: number;
  /** Up: who is to serve, where it is not the role that migrates; he is given what that takes. */
  servingRole?: string;
}

/**
 * Applies what is pending (up), or undoes the last ones (down), each in its own transaction, and returns their names. Waits
 * for whoever is at it already. Throws StartError when the schema is newer than the code, or a migration was edited.
 */
export async function migrate(databaseUrl: string, direction: 'up' | 'down', options: Options = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: asLibpq(databaseUrl), application_name: 'doorstep migrate' });
  // A connection lost in between fails the query under way, which says so; the event itself would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await requireOwner(client);
    if (!(await exists(client, TABLE))) await client.query(CREATE_TABLE);
    const statuses = compare(readMigrations(options.dir), await rowsOf(client));
    refuseUnfit(statuses);
    const anyToDo = statuses.some(({ state }) => state === (direction === 'up' ? 'pending' : 'applied'));
    if (direction === 'up' && !(await hasQueue(client))) await migrateQueue(databaseUrl);
    const done = anyToDo ? await run(client, direction, options) : [];
    const { servingRole } = options;
    if (direction === 'up' && servingRole && servingRole !== client.user) await grantServing(client, servingRole);
    return done;
  } finally {
    // Ends the lock, and rolls back what a failed migration left open.
    await client.end();
  }
}

/** Says so beforehand, in place of the first statement that is refused. */
async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce((select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass('${TABLE}')),
      has_schema_privilege('public', 'create')) as may`,
  );
  if (rows[0]?.may) return;
  throw new StartError(
    `The database is not ready, and the role ${client.user} may not make it so: its schema is not up to date, or rights to serve were not given. Run npm run migrate with MIGRATION_DATABASE_URL, the address with the role that owns the tables, and with the DATABASE_URL that is to serve.`,
  );
}

/** The schema of the job queue is graphile-worker's own. */
async function migrateQueue(databaseUrl: string): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker');
  const pool = new pg.Pool({ connectionString: asLibpq(databaseUrl), max: 1 });
  pool.on('error', () => {});
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table]);
  return rows[0]?.found === true;
}

async function hasQueue(client: pg.Client): Promise<boolean> {
  if (!(await exists(client, 'graphile_worker.migrations'))) return false;
  const { rows } = await client.query<{ last: number }>('select max(id) as last from graphile_worker.migrations');
  return (rows[0]?.last ?? 0) >= QUEUE;
}

const rowsOf = async (client: pg.Client) =>
  (await client.query<Row>(`select name, run_on, checksum from ${TABLE} order by id`)).rows;

/**
 * Whether somebody who only serves finds all he needs: the schema as this code has it, the queue's too, and the rights to
 * use them. Throws what connecting throws.
 */
export async function isReady(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: asLibpq(databaseUrl), application_name: 'doorstep migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    const statuses = compare(readMigrations(), await rowsOf(client));
    refuseUnfit(statuses);
    return summary(statuses) === 'current' && (await hasQueue(client)) && (await mayServe(client));
  } catch (error) {
    // No such table or schema, or no right to see it.
    if (['42P01', '3F000', '42501'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Brings a database up to date, by the role of `migrationDatabaseUrl` where there is one, and says what was applied. One that is
 * ready is only looked at, which takes no rights but those of serving. Throws StartError.
 */
export async function bringUpToDate({ databaseUrl, migrationDatabaseUrl }: Addresses): Promise<string[]> {
  if (await isReady(databaseUrl)) return [];
  const done = await migrate(await ownerUrl({ databaseUrl, migrationDatabaseUrl }), 'up', {
    servingRole: roleOf(databaseUrl),
  });
  if (await isReady(databaseUrl)) return done;
  throw new StartError('MIGRATION_DATABASE_URL and DATABASE_URL must name the same database.');
}

/** The address that migrates, found to answer. Throws StartError. */
export async function ownerUrl({ databaseUrl, migrationDatabaseUrl }: Addresses): Promise<string> {
  if (!migrationDatabaseUrl) return databaseUrl;
  const settled = await settleSsl(migrationDatabaseUrl);
  await requireDatabase(settled, 'MIGRATION_DATABASE_URL');
  return settled;
}

/** Each migration that the code or the database knows, in order. */
export async function migrationStatus(db: Db, dir?: string): Promise<MigrationStatus[]> {
  return compare(readMigrations(dir), await applied(db));
}

/** Whether the schema is the one that this code was written for, or that of the migrations given. */
export async function schemaState(db: Db, files = readMigrations()): Promise<SchemaState> {
  return summary(compare(files, await applied(db)));
}

function summary(statuses: MigrationStatus[]): SchemaState {
  const has = (state: MigrationStatus['state']) => statuses.some((each) => each.state === state);
  if (has('unknown')) return 'newer';
  if (has('edited')) return 'edited';
  return has('pending') ? 'behind' : 'current';
}

function compare(files: MigrationFile[], rows: Row[]): MigrationStatus[] {
  const known = files.map(({ name, checksum }): MigrationStatus => {
    const row = rows.find((each) => each.name === name);
    if (!row) return { name, state: 'pending' };
    return { name, state: row.checksum === checksum ? 'applied' : 'edited', at: row.run_on };
  });
  const unknown = rows.filter(({ name }) => !files.some((file) => file.name === name));
  return [...known, ...unknown.map(({ name, run_on }) => ({ name, state: 'unknown' as const, at: run_on }))];
}

function refuseUnfit(statuses: MigrationStatus[]): void {
  const first = (state: MigrationStatus['state']) => statuses.find((each) => each.state === state)?.name;
  const unknown = first('unknown');
  if (unknown) {
    throw new StartError(
      `The database's schema is newer than this version of Doorstep: it has the migration ${unknown}, which is not here.`,
    );
  }
  const edited = first('edited');
  if (edited) {
    throw new StartError(
      `The migration ${edited} was changed after it was applied; put the file back as it was, and make a new migration.`,
    );
  }
}

async function applied(db: Db): Promise<Row[]> {
  try {
    return (await sql<Row>`select name, run_on, checksum from ${sql.table(TABLE)} order by id`.execute(db)).rows;
  } catch (error) {
    // No such table: nothing was ever applied. No right to read it: nothing that is of use to whoever asks.
    if (['42P01', '42501'].includes((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
}

async function run(
  client: pg.Client,
  direction: 'up' | 'down',
  { dir = migrationsDir, count }: Options,
): Promise<string[]> {
  // Imported only when there is something to do: it takes longer than a whole start without it.
  const { runner } = await import('node-pg-migrate');
  let at = '';
  const load = (path: string) => unit(readMigration(dir, basename(path)), path, (name) => (at = name));
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  try {
    const done = await runner({
      ...{ dbClient: client, dir, direction, count, migrationsTable: TABLE, ignorePattern: IGNORED, logger: silent },
      // Ours is held already, and one transaction for all would not show which one failed.
      ...{ noLock: true, singleTransaction: false },
      migrationLoaderStrategies: [{ extensions: ['.sql'], loader: async (paths: string[]) => paths.map(load) }],
    });
    return done.map(({ name }) => name);
  } catch (error) {
    throw new StartError(`The migration ${at} failed and was rolled back: ${(error as Error).message}.`);
  }
}

function unit({ name, up, down, checksum }: MigrationFile, path: string, begin: (name: string) => void) {
  const checked = `select set_config('doorstep.checksum', '${checksum}', true)`;
  const steps = (statements: string[]) => (pgm: MigrationBuilder) => {
    begin(name);
    for (const statement of statements) pgm.sql(statement);
  };
  return { id: path, filePaths: [path], actions: { up: steps([checked, up]), down: steps([down]) } };
}
