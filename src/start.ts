import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.js';
import { type Config, StartError } from './config.js';
import { startEmbedded } from './db/embedded.js';
import { type Addresses, bringUpToDate } from './db/migrate.js';
import { connect, requireDatabase } from './db/pool.js';
import { settleSsl } from './db/ssl.js';
import { type FirstAdmin, seed } from './domain/seed.js';
import { DomainError } from './errors.js';
import type { Logger } from './log.js';

export interface Running {
  config: Config;
  /** Finishes the requests under way, then lets go of everything. Safe to call twice. */
  stop(): Promise<void>;
}

export interface Telling {
  log: Logger;
  /** A line for whoever sits at the terminal. */
  say: (line: string) => void;
  /** The first admin, as soon as he exists: what fails later must not lose his password. */
  sayAdmin: (admin: FirstAdmin) => void;
}

type Undo = () => Promise<unknown>;

/** Database, migrations, first rows, app, port, in this order. What was begun is undone when a step fails. Throws StartError. */
export async function start(asked: Config, telling: Telling): Promise<Running> {
  const undo: Undo[] = [];
  const stop = once(() => unwind(undo, telling.log));
  try {
    const config = await withOpenPort(asked);
    // Read while the database is looked for, or starts; whoever wants it waits for it, and hears where it fails.
    import('./app.js').catch(() => {});
    const { stop: stopDatabase, ...addresses } = await openDatabase(config, telling.say, telling.log);
    undo.push(stopDatabase);
    for (const name of await bringUpToDate(addresses)) telling.log.info({ migration: name }, 'migrated');
    const settled = { ...config, ...addresses };
    await serve(settled, telling, undo);
    return { config: settled, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The user's own database, checked, or the embedded one, started. */
export async function openDatabase(
  config: Config,
  say: (line: string) => void,
  log?: Logger,
): Promise<Addresses & { stop: Undo }> {
  if (config.databaseUrl === undefined) {
    const { url, servingUrl, stop } = await startEmbedded({ dataDir: config.dataDir, say, log });
    return { databaseUrl: servingUrl, migrationDatabaseUrl: url, stop };
  }
  const databaseUrl = await settleSsl(config.databaseUrl);
  await requireDatabase(databaseUrl);
  return { databaseUrl, migrationDatabaseUrl: config.migrationDatabaseUrl, stop: async () => {} };
}

async function serve(config: Config, { log, sayAdmin }: Telling, undo: Undo[]): Promise<void> {
  const { db, pool, close } = connect(config, log);
  undo.push(close);
  const { admin } = await seed(db, config).catch(blameKeys);
  if (admin) sayAdmin(admin);
  const { createApp } = await import('./app.js');
  const { app, kinds, broken, close: closeApp, drain, listen: hear, warmUp } = createApp({ config, db, pool, log });
  undo.push(closeApp);
  hear();
  const server = await listen(config, app, kinds);
  server.on('clientError', broken);
  warmUp().catch((err) => log.error({ err }, 'the back office does not start'));
  const jobs = config.runJobs ? runJobs(config, log) : undefined;
  undo.push(async () => {
    drain();
    // Whoever is answered from now on is told to come back by another connection, so that none is lost when this one closes.
    server.prependListener('request', (_request, response) => (response.shouldKeepAlive = false));
    // Load balancers read /health/ready every second or so: they look elsewhere before the port closes.
    if (config.env === 'production') await sleep(2000);
    await Promise.all([closeServer(server), jobs?.stop()]);
  });
}

/** The queue's worker. Imported only now, when the port is open. */
function runJobs(config: Config, log: Logger): { stop: Undo } {
  const worker = import('./jobs/worker.js')
    .then(({ startWorker }) => startWorker(config, log))
    .catch((err) => void log.error({ err }, 'the job worker does not start'));
  return { stop: async () => (await worker)?.stop() };
}

/** What seeding complains of is what ADMIN_EMAIL and ADMIN_PASSWORD say. */
function blameKeys(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  throw new StartError(`The first admin can't be made as ADMIN_EMAIL and ADMIN_PASSWORD say: ${inWords(error)}`);
}

/** A refusal with its details, for whoever sits at the terminal. */
export function inWords({ message, details = [] }: DomainError): string {
  return details.map(({ field, error }) => `${field}: ${error}`).join(' ') || message;
}

/** Fails before anything is made where the port is taken; port 0 becomes one that is free. */
async function withOpenPort(config: Config): Promise<Config> {
  const server = await listen(config, () => {});
  const { port } = server.address() as AddressInfo;
  await closeServer(server);
  const settled = (url: string) => (url === 'http://localhost:0' ? `http://localhost:${port}` : url);
  return { ...config, port, publicUrl: settled(config.publicUrl), frontendUrl: settled(config.frontendUrl) };
}

/**
 * Milliseconds. A slow sender holds a connection for so long and no longer, and is looked for that often; idle ones outlive a
 * load balancer's 60 seconds.
 */
const bounds = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 65_000,
};
/** More are closed unread. One that is idle takes some 15 kB. */
const mostConnections = 10_000;

function listen({ port, host }: Config, app: RequestListener, kinds: Partial<App['kinds']> = {}): Promise<Server> {
  const server = createServer({ ...bounds, ...kinds }, app);
  server.maxConnections = mostConnections;
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(explain(error, port, host)));
    server.listen(port, host, () => listening(server));
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken; stop what uses it, or set PORT to another.`);
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} is not open to this user; set PORT to one above 1023.`);
  return new StartError(`Doorstep can't listen on ${host}, port ${port} (${error.message}); set HOST and PORT.`);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  // A connection kept alive becomes idle only when its answer is through.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const limit = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

/** In reverse order; one step that fails does not keep the others from being done. */
async function unwind(undo: Undo[], log: Logger): Promise<void> {
  for (const step of undo.splice(0).reverse())
    await step().catch((err) => log.error({ err }, 'stopping did not go well'));
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
