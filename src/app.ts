import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type pg from 'pg';
import { type Config, projectRoot } from './config.js';
import { schemaState } from './db/migrate.js';
import type { Db } from './db/pool.js';
import { createKeyring } from './domain/keyring.js';
import { createHasher } from './domain/passwords.js';
import { createTokens } from './domain/tokens.js';
import { documentation } from './http/documentation.js';
import { answerError, notFound } from './http/errors.js';
import { logged, secured, shared } from './http/headers.js';
import { measured, metricsPage } from './http/metrics.js';
import { mount } from './http/mount.js';
import { table } from './http/table.js';
import { wizard } from './http/wizard.js';
import { createLimits } from './limits.js';
import type { Logger } from './log.js';
import { createMetrics } from './metrics.js';

export interface App {
  app: Express;
  /** Loads the back office, which takes a second or two, before anybody asks for it. */
  warmUp(): Promise<void>;
  /** From now on `/health/ready` says no. */
  drain(): void;
  close(): Promise<void>;
}

interface Resources {
  config: Config;
  db: Db;
  pool: pg.Pool;
  log: Logger;
}

/** The product's version, as package.json has it. */
export const version: string = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;

/** Every middleware, in the order a request meets it. */
export function createApp({ config, db, pool, log }: Resources): App {
  let draining = false;
  const keyring = createKeyring(config.tokenSecret);
  const auth = { hasher: createHasher(config.bcryptCost), keyring, tokens: createTokens(keyring) };
  const metrics = createMetrics(db, pool);
  const limits = createLimits(pool, config.rateLimitScale);
  const obstacle = async () => {
    if (draining) return 'This process is about to stop.';
    const state = await schemaState(db).catch(() => undefined);
    if (state === undefined) return 'The database does not answer.';
    return state === 'current' ? undefined : `The schema is ${state}.`;
  };
  const office = lazily(async () => {
    const { mountAdmin } = await import('../admin/mount.js');
    return mountAdmin({ config, db, pool, log, hasher: auth.hasher, keyring, limits });
  });

  const app = express();
  app.disable('x-powered-by').set('trust proxy', config.trustProxy).set('query parser', 'simple').set('etag', false);
  app.use(logged(log), measured(metrics));
  // Before any body parser: on Express 5 one in front would leave the back office's forms waiting for ever.
  app.use('/admin', waitingFor(office.get));
  app.use(secured(config), shared(config));
  const deps = { config, db, pool, log, auth, limits, metrics, version, obstacle };
  app.use(mount(table, deps));
  app.use(metricsPage(deps));
  app.use(documentation(version));
  app.use(wizard());
  app.use(notFound, answerError);
  return {
    app,
    warmUp: async () => void (await office.get()),
    drain: () => {
      draining = true;
    },
    close: async () => void (await office.started?.then(({ close }) => close())),
  };
}

function lazily<T>(load: () => Promise<T>) {
  const self: { started?: Promise<T>; get(): Promise<T> } = {
    get: () => {
      // What failed once, such as without the database, is tried anew.
      self.started ??= load().catch((error: unknown) => {
        self.started = undefined;
        throw error;
      });
      return self.started;
    },
  };
  return self;
}

const waitingFor =
  (office: () => Promise<{ router: RequestHandler }>): RequestHandler =>
  async (request, response, next) => {
    const { router } = await office();
    router(request, response, next);
  };
