import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import * as jobs from './db/jobs.js';
import type { Db } from './db/pool.js';
import * as versions from './db/versions.js';
import { createHistogram } from './metrics/histograms.js';

/** What is counted beside requests: each with what one more of it means. */
const facts = {
  registrations: 'Accounts that people made for themselves.',
  sign_ins: 'Sign-ins through the API.',
  saves: 'Pages saved.',
  completions: 'Submissions completed.',
} as const;
export type Fact = keyof typeof facts;

export interface Metrics {
  /** Notes one request that is over: its route as the table has it, never its path, which names people. */
  observe(request: { method: string; route: string; status: number; seconds: number }): void;
  /** The same for many requests that differ in their seconds alone. */
  observer(labels: { method: string; route: string; status: number }): (seconds: number) => void;
  count(fact: Fact): void;
  /** Everything in Prometheus's text format; what PostgreSQL knows is read at this moment. */
  text(): Promise<string>;
  contentType: string;
}

/** Counters of this process, and gauges of what all instances share. */
export function createMetrics(db: Db, pool: Pool): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = createHistogram(registry, {
    name: 'doorstep_http_request_duration_seconds',
    help: 'Seconds from a request’s arrival to the end of its answer.',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
  });
  const counters = Object.fromEntries(
    Object.entries(facts).map(([fact, help]) => [
      fact,
      new Counter({ name: `doorstep_${fact}_total`, help, registers }),
    ]),
  ) as Record<Fact, Counter>;
  poolGauge(registry, pool);
  const readDatabase = databaseGauges(registry, db);
  return {
    observe: ({ seconds, ...labels }) => requests(labels)(seconds),
    observer: requests,
    count: (fact) => counters[fact].inc(),
    text: async () => {
      await readDatabase();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function poolGauge(registry: Registry, pool: Pool): void {
  new Gauge({
    name: 'doorstep_database_connections',
    help: 'Connections of this process’s pool; waiting: requests that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}

/** Of a database that does not answer nothing is said but that: the process's own figures still are. */
function databaseGauges(registry: Registry, db: Db): () => Promise<void> {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `doorstep_${name}`, help, labelNames, registers: [registry] });
  const up = gauge('database_up', 'Whether PostgreSQL answers.');
  const queue = gauge('jobs', 'Jobs of the queue: waiting, and failed for good.', 'state');
  const oldest = gauge('jobs_oldest_waiting_seconds', 'How long the job that is due longest has been waiting.');
  const live = gauge('flow_version', 'The number of each flow’s live version: one more with each publishing.', 'flow');
  return async () => {
    for (const each of [queue, oldest, live]) each.reset();
    const read = await Promise.all([jobs.standing(db), versions.published(db)]).catch(() => undefined);
    up.set(read ? 1 : 0);
    if (!read) return;
    const [standing, published] = read;
    queue.set({ state: 'waiting' }, standing.waiting);
    queue.set({ state: 'failed' }, standing.failed);
    oldest.set(standing.oldest_waiting_s);
    for (const { slug, version } of published) live.set({ flow: slug }, version);
  };
}
