import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Config, loadConfig, projectRoot, StartError } from './config.js';
import { printSchema } from './db/catalog.js';
import { translate } from './db/failures.js';
import { migrate, migrationStatus } from './db/migrate.js';
import { connect, type Db } from './db/pool.js';
import { withScratchDatabase } from './db/scratch.js';
import { DomainError } from './errors.js';
import { inWords, openDatabase } from './start.js';

const USAGE = `Usage:
  npm run migrate up               apply what is pending
  npm run migrate down             undo the last migration
  npm run migrate status           list them
  npm run create-admin             make an admin, asking for the email; without a password one is generated
  npm run create-admin -- --email you@example.com [--password …]
  npm run openapi                  write openapi.json
  npm run schema                   write docs/schema.sql
  node bin/cli.js database-url     print the address of the database, for psql and pg_dump
`;

class Misuse extends Error {}

interface Database {
  config: Config;
  databaseUrl: string;
  db: Db;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Each command by its name; `rest` is what stands behind it. */
const commands: Record<string, (rest: string[]) => Promise<void>> = {
  migrate: ([direction = '', ...rest]) => {
    if (!['up', 'down', 'status'].includes(direction) || rest.length > 0)
      throw new Misuse('migrate up, down or status?');
    return withDatabase((database) =>
      direction === 'status' ? status(database) : move(database, direction as 'up' | 'down'),
    );
  },
  'create-admin': createAdmin,
  openapi: async (rest) => {
    noMore(rest);
    const { version } = await import('./app.js');
    const { openApiDocument } = await import('./http/openapi.js');
    write('openapi.json', `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
  },
  schema: (rest) => {
    noMore(rest);
    // From the migrations alone: whatever else the database of the configuration holds stays out of it.
    return withDatabase(async ({ databaseUrl }) => {
      write('docs/schema.sql', await withScratchDatabase(databaseUrl, ({ db }) => printSchema(db)));
    });
  },
  'database-url': (rest) => {
    noMore(rest);
    return withDatabase(async ({ databaseUrl }) => void say(databaseUrl));
  },
};

async function move({ databaseUrl }: Database, direction: 'up' | 'down'): Promise<void> {
  const done = await migrate(databaseUrl, direction);
  for (const name of done) say(`${direction === 'up' ? 'applied' : 'undone'}  ${name}`);
  if (done.length === 0) say('Nothing to do.');
}

async function status({ db }: Database): Promise<void> {
  for (const { name, state, at } of await migrationStatus(db))
    say(`${state.padEnd(8)}  ${name}${at ? `  ${at.toISOString()}` : ''}`);
}

async function createAdmin(rest: string[]): Promise<void> {
  const options = { email: { type: 'string' }, password: { type: 'string' } } as const;
  const { values } = parseOptions(() => parseArgs({ args: rest, options }));
  const email = values.email ?? (await ask('Email of the new admin: '));
  // Imported only here: the rules on passwords bring a long list with them.
  const { createAdmin: create } = await import('./domain/seed.js');
  await withDatabase(async ({ config, databaseUrl, db }) => {
    await migrate(databaseUrl, 'up');
    const admin = await create(db, config, { email, password: values.password });
    say(`Admin ${admin.email} is made.`);
    if (values.password === undefined) say(`Password: ${admin.password}   (shown only this once)`);
  });
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Misuse('create-admin needs --email where there is nobody to ask');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return terminal.question(question).finally(() => terminal.close());
}

async function withDatabase(run: (database: Database) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const { databaseUrl, stop } = await openDatabase(config, tell);
  const { db, close } = connect({ ...config, databaseUrl, databasePoolSize: 2 });
  try {
    await run({ config, databaseUrl, db });
  } finally {
    await close();
    await stop();
  }
}

function write(path: string, content: string): void {
  const file = join(projectRoot, path);
  const same = existsSync(file) && readFileSync(file, 'utf8') === content;
  if (!same) writeFileSync(file, content);
  say(`${path} is ${same ? 'up to date' : 'written'}.`);
}

function noMore(rest: string[]): void {
  if (rest.length > 0) throw new Misuse(`"${rest.join(' ')}" is not understood`);
}

function parseOptions<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function main([name = '', ...rest]: string[]): Promise<number> {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new Misuse(name ? `there is no command "${name}"` : 'which command?');
    await command(rest);
    return 0;
  } catch (thrown) {
    const error = translate(thrown);
    if (error instanceof Misuse) tell(`${error.message}\n\n${USAGE}`);
    else if (error instanceof StartError) tell(error.message);
    else if (error instanceof DomainError) tell(inWords(error));
    else throw error;
    return error instanceof Misuse ? 2 : 1;
  }
}
