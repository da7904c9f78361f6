import { basename } from 'node:path';
import { sql } from 'kysely';
import type { MigrationBuilder } from 'node-pg-migrate';
import pg from 'pg';
import { StartError } from '../config.js';
import { IGNORED, type MigrationFile, migrationsDir, readMigration, readMigrations } from './migration-files.js';
import type { Db } from './pool.js';
import { asLibpq } from './ssl.js';

/**
 * `schema_migrations` is node-pg-migrate's table and a column of ours. The checksum is a default read from a setting that
 * the migration's own transaction makes, so that no migration can be recorded without one.
 */
const TABLE = 'schema_migrations';
const CREATE_TABLE = `create table if not exists ${TABLE} (
  id serial primary key,
  name varchar(255) not null,
  run_on timestamp not null,
  checksum text not null default current_setting('doorstep.checksum')
)`;
/** Any number that is always the same: whoever migrates this database waits for it. */
const LOCK = 5_208_117_340;

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
interface Options {
  dir?: string;
  /** Down: how many to undo; default 1. */
  count?: number;
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
    await client.query(CREATE_TABLE);
    const { rows } = await client.query<Row>(`select name, run_on, checksum from ${TABLE} order by id`);
    const statuses = compare(readMigrations(options.dir), rows);
    refuseUnfit(statuses);
    const anyToDo = statuses.some(({ state }) => state === (direction === 'up' ? 'pending' : 'applied'));
    if (direction === 'up' && (anyToDo || !(await hasQueue(client)))) await migrateQueue(databaseUrl);
    return anyToDo ? await run(client, direction, options) : [];
  } finally {
    // Ends the lock, and rolls back what a failed migration left open.
    await client.end();
  }
}

/** The schema of the job queue is graphile-worker's own; a worker that starts also brings it up to date. */
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

async function hasQueue(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as found`,
  );
  return rows[0]?.found === true;
}

/** Each migration that the code or the database knows, in order. */
export async function migrationStatus(db: Db, dir?: string): Promise<MigrationStatus[]> {
  return compare(readMigrations(dir), await applied(db));
}

/** Whether the schema is the one that this code was written for. */
export async function schemaState(db: Db, dir?: string): Promise<SchemaState> {
  return summary(await migrationStatus(db, dir));
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
    // No such table: nothing was ever applied.
    if ((error as { code?: string }).code === '42P01') return [];
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
