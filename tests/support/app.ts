import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import type { Role } from '../../src/db/types.js';
import { system } from '../../src/domain/actors.js';
import { createHasher } from '../../src/domain/passwords.js';
import { seed } from '../../src/domain/seed.js';
import * as users from '../../src/domain/users.js';
import { createLogger, type Logger } from '../../src/log.js';
import { Caller } from './caller.js';
import { type TestDatabase, testDatabase } from './database.js';

export const password = 'a long enough password';

export interface TestApp extends TestDatabase {
  origin: string;
  /** Somebody without an account. */
  visitor: Caller;
  /** A new account of a role, signed in. */
  signedIn(role?: Role, email?: string): Promise<Caller>;
  stop(): Promise<void>;
}

let people = 0;

/** The product on a database of its own: the default flow, one admin, a free loopback port. */
export async function testApp(overrides: Partial<Config> = {}): Promise<TestApp> {
  const database = await testDatabase(overrides);
  await seed(database.db, { ...database.config, adminEmail: 'first@example.com', adminPassword: password });
  return serve(database);
}

interface Serving {
  /** Whether it keeps flows at hand and hears of their changes, as in earnest. */
  listens?: boolean;
  log?: Logger;
}

/** One more instance on the same database, as behind a load balancer. */
export async function serve(database: TestDatabase, { listens = false, log }: Serving = {}): Promise<TestApp> {
  const { config, db, pool } = database;
  const product = createApp({ config, db, pool, log: log ?? createLogger(config.logLevel) });
  if (listens) product.listen();
  const server = createServer(product.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...database,
    origin,
    visitor: new Caller(origin),
    signedIn: (role, email) => signedIn(database, origin, role, email),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await product.close();
      await database.close();
    },
  };
}

async function signedIn({ db, config }: TestDatabase, origin: string, role: Role = 'member', email?: string) {
  people += 1;
  const account = { email: email ?? `${role}${people}@example.com`, password, full_name: `${role} ${people}`, role };
  const user = await users.create(db, createHasher(config.bcryptCost), system('system'), account);
  const answer = await new Caller(origin).post('/auth/login', { email: account.email, password });
  return new Caller(origin, { ...answer.data, id: user.id, email: user.email });
}
