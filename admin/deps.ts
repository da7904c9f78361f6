import type pg from 'pg';
import type { Config } from '../src/config.js';
import type { Db } from '../src/db/pool.js';
import type { Keyring } from '../src/domain/keyring.js';
import type { Hasher } from '../src/domain/passwords.js';
import type { Limits } from '../src/limits.js';
import type { Logger } from '../src/log.js';

/** What the back office needs of the process. */
export interface Deps {
  config: Config;
  db: Db;
  pool: pg.Pool;
  log: Logger;
  hasher: Hasher;
  keyring: Keyring;
  limits: Limits;
}
