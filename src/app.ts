import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import type pg from 'pg';
import { type Config, projectRoot } from './config.js';
import { obstacles } from './db/health.js';
import type { Db } from './db/pool.js';
import { createKeyring } from './domain/keyring.js';
import { createHasher } from './domain/passwords.js';
import { createTokens } from './domain/tokens.js';
import { bounded } from './http/bounds.js';
import { answerBroken } from './http/broken.js';
import { documentation } from './http/documentation.js';
import { createDoor } from './http/door.js';
import { answerError, notFound } from './http/errors.js';
import { logged, secured, shared } from './http/headers.js';
import { type Kinds, kindsOf } from './http/kinds.js';
import { lazily, waitingFor } from './http/lazy.js';
import { createLiveFlows } from './http/live-flows.js';
import { measured, metricsPage } from './http/metrics.js';
import { mount } from './http/mount.js';
import { table } from './http/table.js';
import { wizard } from './http/wizard.js';
import { createLimits } from './limits.js';
import type { Logger } from './log.js';
import { createMetrics } from './metrics.js';

export interface App {
  app: RequestListener;
  /** For the server that listens: of these kinds a request is from its beginning what Express would make of it. */
  kinds: Kinds;
  /** Answers what its parser does not take for a request. */
  broken: ReturnType<typeof answerBroken>;
  /** Begins to hear of flows that change anywhere, so that those that were read can be kept at hand. */
  listen(): void;
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
  const keyring = createKeyring(config.tokenSecret, config.olderSecrets.token);
  const { sessionDays, bcryptCost } = config;
  const auth = { hasher: createHasher(bcryptCost), keyring, tokens: createTokens(keyring), sessionDays };
  const metrics = createMetrics(db, pool);
  const limits = createLimits(pool, config.rateLimitScale);
  const flows = createLiveFlows({ db, config, log });
  const door = createDoor({ config, flows, log, metrics });
  const obstacleOf = obstacles(db);
  const obstacle = async () => (draining ? 'This process is about to stop.' : obstacleOf());
  const office = lazily(async () => {
    const { mountAdmin } = await import('../admin/mount.js');
    return mountAdmin({ config, db, pool, log, hasher: auth.hasher, keyring, limits });
  });

  const app = express();
  app.disable('x-powered-by').set('trust proxy', config.trustProxy).set('query parser', 'simple').set('etag', false);
  app.use(logged(log), measured(metrics));
  // The back office says more of its own, once it is there.
  app.use(secured(config));
  // Before any body parser: on Express 5 one in front would leave the back office's forms waiting for ever.
  app.use('/admin', waitingFor(office.get));
  app.use(shared(config));
  const deps = { config, db, pool, log, auth, limits, metrics, flows, version, obstacle };
  app.use(mount(table, deps));
  app.use(metricsPage(deps));
  app.use(documentation(version));
  app.use(wizard());
  app.use(notFound, answerError);
  return {
    app: bounded(config, (request, response) => void (door(request, response) || app(request, response))),
    kinds: kindsOf(app),
    broken: answerBroken(config),
    listen: flows.open,
    warmUp: async () => void (await office.get()),
    drain: () => {
      draining = true;
    },
    close: async () => {
      await flows.close();
      await office.started?.then(({ close }) => close());
    },
  };
}
