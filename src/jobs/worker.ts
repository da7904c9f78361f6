import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run } from 'graphile-worker';
import type { Config } from '../config.js';
import { type Connection, connect } from '../db/pool.js';
import { forgiveReleases, openPresence, releaseOrphans } from '../db/workers.js';
import { createKeyring } from '../domain/keyring.js';
import type { Logger } from '../log.js';
import { workerLog } from './log.js';
import { type Outside, tasksOf } from './tasks.js';

export interface Worker {
  /** Takes no more jobs, and waits for those under way, 10 seconds at most; what is cut off then is done after the next start. */
  stop(): Promise<void>;
}

/** Jobs that one process does at the same time. */
const concurrency = 4;
/** Beside one for each job: one that listens for jobs, one that says that we live. */
const connections = concurrency + 2;
/** How often to look for jobs whose worker is gone. Milliseconds, like the ones below. */
const orphansEvery = 5000;
const patience = 10_000;
const pauses = { first: 500, longest: 15_000 };

/** At seven minutes past each hour, whichever instance is first; what was missed within the last hour is made up for. The tallies each minute. */
const crontab = '7 * * * * clean_up ?fill=1h&max=3&jobKey=clean_up\n* * * * * tally ?max=1&jobKey=tally';

/**
 * Does the queue's jobs until it is stopped. Returns at once; a database that is away, now or later, is waited for. The
 * database must be migrated.
 */
export function startWorker(config: Config, log: Logger, outside: Outside = {}): Worker {
  const connection = connect({ ...config, databasePoolSize: connections }, log, 'doorstep jobs');
  forgiveReleases(connection.pool);
  const stopping = new AbortController();
  const done = keepRunning(connection, { config, log, outside }, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      const inTime = await Promise.race([done.then(() => true), sleep(patience, false, { ref: false })]);
      if (!inTime) log.warn('jobs under way are left behind, for whoever starts next');
      // Waits for connections that are lent out: of a job that was left behind one may never come back.
      await Promise.race([connection.close(), sleep(1000, undefined, { ref: false })]);
    },
  };
}

interface Setting {
  config: Config;
  log: Logger;
  outside: Outside;
}

/** graphile-worker ends, or loses workers for good, when the database goes away at the wrong moment: then it begins anew. */
async function keepRunning(connection: Connection, setting: Setting, stopping: AbortSignal): Promise<void> {
  let pause = pauses.first;
  while (!stopping.aborted) {
    const since = Date.now();
    try {
      await runOnce(connection, setting, stopping);
    } catch (err) {
      if (stopping.aborted) return;
      setting.log.warn({ err }, 'the job worker stopped; it starts again');
    }
    pause = Date.now() - since > pauses.longest ? pauses.first : Math.min(pause * 2, pauses.longest);
    await sleep(pause, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Runs until it is stopped, or throws what broke it. */
async function runOnce({ db, pool }: Connection, { config, log, outside }: Setting, stopping: AbortSignal) {
  const broken = new Breakage();
  const presence = await openPresence(pool, broken.by);
  const watch = setInterval(() => void look().catch(broken.by), orphansEvery);
  const look = async () => {
    const count = await releaseOrphans(db);
    if (count) log.info({ count }, 'jobs of a worker that is gone are taken up again');
  };
  let runner: Runner | undefined;
  try {
    await look();
    const claim = ({ worker }: { worker: { workerId: string } }) => presence.claim(worker.workerId);
    runner = await run({
      ...{ pgPool: pool, concurrency, crontab, noHandleSignals: true, logger: workerLog(log, stopping) },
      taskList: tasksOf({
        config,
        db,
        log,
        keyring: createKeyring(config.tokenSecret, config.olderSecrets.token),
        outside,
      }),
      preset: { plugins: [claiming(claim, broken.by)] },
    });
    runner.promise.catch(broken.by);
    // A worker that could not put its job back is gone, and nobody takes its place.
    runner.events.on('worker:fatalError', ({ error }) => broken.by(error));
    await Promise.race([broken.promise, aborted(stopping)]);
  } finally {
    clearInterval(watch);
    await runner?.stop().catch(() => {});
    presence.leave();
  }
}

/** The first thing that goes wrong, whenever that is. */
class Breakage {
  by: (error: unknown) => void = () => {};
  readonly promise = new Promise<never>((_, reject) => {
    this.by = reject;
  });
  constructor() {
    this.promise.catch(() => {});
  }
}

type Claim = (event: { worker: { workerId: string } }) => Promise<void>;

/** Lets each worker say that it lives before it takes a job. */
function claiming(claim: Claim, failed: (error: unknown) => void) {
  const startWorker = (_context: unknown, event: { worker: { workerId: string } }) =>
    claim(event).catch((error: unknown) => {
      failed(error);
      throw error;
    });
  return { name: 'doorstep', version: '1', worker: { hooks: { startWorker } } };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
