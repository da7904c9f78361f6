import { migrate } from '../../src/db/migrate.js';
import { connect } from '../../src/db/pool.js';
import { type TestDatabase, testDatabase } from './database.js';

/** Of the whole server, so that runs share it: a role that may sign in, and nothing else. */
export const ROLE = 'doorstep_test_server';
const secret = 'known to nobody but the tests';

/** The same address with the role that serves. */
export function asServing(url: string): string {
  const other = new URL(url);
  other.username = ROLE;
  other.password = secret;
  return other.href;
}

/** Makes the role, unless another test was quicker. */
export async function makeRole({ pool }: TestDatabase): Promise<void> {
  await pool.query(`do $$ begin create role ${ROLE} login password '${secret}';
    exception when duplicate_object or unique_violation then null; end $$`);
}

/** A test database as its owner has it, and as the role sees it that serves. */
export async function servedDatabase(): Promise<{ owner: TestDatabase; serving: TestDatabase }> {
  const owner = await testDatabase();
  await makeRole(owner);
  await migrate(owner.url, 'up', { servingRole: ROLE });
  const config = { ...owner.config, databaseUrl: asServing(owner.url) };
  return { owner, serving: { url: config.databaseUrl, config, ...connect(config) } };
}
