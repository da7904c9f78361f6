import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, StartError } from '../config.js';

/** One file of migrations/: what it does, what undoes it. */
export interface MigrationFile {
  /** Without `.sql`, such as `0001_users`. */
  name: string;
  up: string;
  down: string;
  /** The same for the same text, whatever its line ends. */
  checksum: string;
}

export const migrationsDir = join(projectRoot, 'migrations');

/** Everything else in the folder (an editor's copy, a .DS_Store) is not a migration and is left alone. */
const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** The same said as node-pg-migrate wants it: the names to ignore. */
export const IGNORED = `(?!\\d{4}_[a-z0-9_]+\\.sql$).*`;

/** The migrations, in their order. Throws StartError where a file does not say both ways, or two bear one number. */
export function readMigrations(dir = migrationsDir): MigrationFile[] {
  const names = readdirSync(dir).filter((name) => NAME.test(name));
  const files = names.sort().map((name) => readMigration(dir, name));
  for (const [i, { name }] of files.entries()) {
    const before = files[i - 1]?.name;
    if (before?.slice(0, 4) === name.slice(0, 4))
      throw new StartError(`Migrations ${before} and ${name} bear the same number.`);
  }
  return files;
}

export function readMigration(dir: string, fileName: string): MigrationFile {
  const text = readFileSync(join(dir, fileName), 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
  const [, up, down] = text.match(/^-- Up Migration\n([\s\S]*?)^-- Down Migration\n([\s\S]*)$/m) ?? [];
  if (up === undefined || down === undefined) {
    throw new StartError(`${fileName} must hold "-- Up Migration" and then "-- Down Migration", each on its own line.`);
  }
  return { name: fileName.replace(/\.sql$/, ''), up, down, checksum: createHash('sha256').update(text).digest('hex') };
}
