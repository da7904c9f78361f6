import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAdmin, removeSecondFactor } from './cli/admins.js';
import { demo } from './cli/demo.js';
import { flows } from './cli/flows.js';
import { reseal } from './cli/reseal.js';
import { type Database, Misuse, noMore, say, tell, withDatabase } from './cli/terminal.js';
import { projectRoot, StartError } from './config.js';
import { printSchema } from './db/catalog.js';
import { translate } from './db/failures.js';
import { roleOf } from './db/grants.js';
import { migrate, migrationStatus, ownerUrl, schemaState } from './db/migrate.js';
import type { Db } from './db/pool.js';
import { withScratchDatabase } from './db/scratch.js';
import { DomainError } from './errors.js';
import { createLogger } from './log.js';
import { inWords } from './start.js';

const USAGE = `Usage:
  npm run migrate                  apply what is pending; with MIGRATION_DATABASE_URL as its role, for that of DATABASE_URL
  npm run migrate down             undo the last migration
  npm run migrate status           list them
  npm run create-admin             make an admin, asking for the email; without a password one is generated
  npm run create-admin -- --email you@example.com [--password-stdin]
  node bin/cli.js remove-second-factor --email you@example.com   for the last admin, who has lost his phone
  node bin/cli.js reseal           seal what is kept sealed under the newest TOKEN_SECRET, before an older one is dropped
  npm run worker                   do the queue's jobs, until it is stopped
  npm run flows pull               write the drafts of all flows into the folder flows/, a YAML file each
  npm run flows diff               show what the files would change
  npm run flows push               make the drafts what the files say
  npm run flows publish            publish the drafts that differ from what is live
  npm run flows -- pull [--dir flows] [--force] [slug…]
  npm run flows -- publish [--dir flows] [--notes …] [slug…]
  npm run demo                     fill a fresh database with people to try things on
  npm run demo -- --users 500
  npm run openapi                  write openapi.json
  npm run schema                   write docs/schema.sql
  node bin/cli.js database-url     print the address of the database, for psql and pg_dump
`;

/** Each command by its name; `rest` is what stands behind it. Its exit code is 0 unless it gives another. */
const commands: Record<string, (rest: string[]) => Promise<unknown>> = {
  migrate: ([direction = 'up', ...rest]) => {
    if (!['up', 'down', 'status'].includes(direction) || rest.length > 0)
      throw new Misuse('migrate up, down or status?');
    return withDatabase(
      (database) => (direction === 'status' ? status(database) : move(database, direction as 'up' | 'down')),
      'owner',
    );
  },
  'create-admin': createAdmin,
  'remove-second-factor': removeSecondFactor,
  reseal,
  worker,
  flows,
  demo,
  openapi: async (rest) => {
    noMore(rest);
    const { version } = await import('./app.js');
    const { openApiDocument } = await import('./http/openapi.js');
    write('openapi.json', `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
  },
  schema: (rest) => {
    noMore(rest);
    // From the migrations alone: whatever else the database of the configuration holds stays out of it.
    return withDatabase(async ({ config }) => {
      write('docs/schema.sql', await withScratchDatabase(await ownerUrl(config), ({ db }) => printSchema(db)));
    });
  },
  'database-url': (rest) => {
    noMore(rest);
    return withDatabase(async ({ config }) => say(config.migrationDatabaseUrl ?? config.databaseUrl));
  },
};

async function move({ config }: Database, direction: 'up' | 'down'): Promise<void> {
  const done = await migrate(await ownerUrl(config), direction, { servingRole: roleOf(config.databaseUrl) });
  for (const name of done) say(`${direction === 'up' ? 'applied' : 'undone'}  ${name}`);
  if (done.length === 0) say('Nothing to do.');
}

/** Until SIGTERM or SIGINT; the second one ends at once. */
async function worker(rest: string[]): Promise<void> {
  noMore(rest);
  await withDatabase(async ({ config, db }) => {
    await requireCurrent(db);
    const log = createLogger(config.logLevel);
    const { startWorker } = await import('./jobs/worker.js');
    const { stop } = startWorker(config, log);
    say('Doing the jobs of the queue.');
    await asked();
    say('Stopping: jobs under way are finished first; once more ends at once.');
    await stop();
  });
}

/** A worker follows the server, which migrates; it does not go before it. */
async function requireCurrent(db: Db): Promise<void> {
  const state = await schemaState(db);
  if (state === 'behind')
    throw new StartError(
      "The database's schema is behind this version of Doorstep: run npm run migrate up, or start the server.",
    );
  if (state !== 'current')
    throw new StartError(`The database's schema is not this version's: npm run migrate status tells more (${state}).`);
}

/** Waits for the first signal. npm passes on the Ctrl-C that the terminal has sent us already: that is no second one. */
function asked(): Promise<void> {
  return new Promise((stop) => {
    let since = 0;
    const heard = (signal: NodeJS.Signals) => {
      if (since && Date.now() - since >= 500) process.exit(signal === 'SIGINT' ? 130 : 143);
      since ||= Date.now();
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal).on(signal, heard);
  });
}

async function status({ db }: Database): Promise<void> {
  for (const { name, state, at } of await migrationStatus(db))
    say(`${state.padEnd(8)}  ${name}${at ? `  ${at.toISOString()}` : ''}`);
}

function write(path: string, content: string): void {
  const file = join(projectRoot, path);
  const same = existsSync(file) && readFileSync(file, 'utf8') === content;
  if (!same) writeFileSync(file, content);
  say(`${path} is ${same ? 'up to date' : 'written'}.`);
}

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function main([name = '', ...rest]: string[]): Promise<number> {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new Misuse(name ? `there is no command "${name}"` : 'which command?');
    const code = await command(rest);
    return typeof code === 'number' ? code : 0;
  } catch (thrown) {
    const error = translate(thrown);
    if (error instanceof Misuse) tell(`${error.message}\n\n${USAGE}`);
    else if (error instanceof StartError) tell(error.message);
    else if (error instanceof DomainError) tell(inWords(error));
    else throw error;
    return error instanceof Misuse ? 2 : 1;
  }
}
