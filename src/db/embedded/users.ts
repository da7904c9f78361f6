import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../../config.js';

/** The system user that PostgreSQL runs as. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Root needs another user, for PostgreSQL refuses to run as root: `postgres` where there is one, else `nobody` (initdb
 * wants a line of /etc/passwd). Undefined for everybody else: PostgreSQL runs as who we are.
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(toUser);
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (!user) {
    throw new StartError('PostgreSQL does not run as root, and there is no user postgres or nobody; set DATABASE_URL.');
  }
  return user;
}

/** Whether the user may pass through every folder down to `path`. Ours may in any case. */
export function canReach(path: string, user: ServerUser | undefined): boolean {
  if (!user) return true;
  const { mode, uid, gid } = statSync(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  const parent = dirname(path);
  return (mode & bit) !== 0 && (parent === path || canReach(parent, user));
}

function toUser(line: string): ServerUser {
  const [name = '', , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
