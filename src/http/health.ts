import { z } from 'zod';
import { ping } from '../db/health.js';
import * as jobs from '../db/jobs.js';
import type { Db } from '../db/pool.js';
import { published } from '../db/versions.js';
import { errors } from '../errors.js';
import { type Deps, type Route, route } from './route.js';

const Health = z
  .object({ status: z.literal('ok'), database: z.object({ status: z.literal('ok'), latency_ms: z.number() }) })
  .meta({ id: 'Health' });

const health = (path: string, place: Pick<Route, 'absolute'>) =>
  route({
    method: 'get',
    path,
    ...place,
    tag: 'Health',
    summary: 'For a load balancer: 503 when the database is out',
    allow: 'anyone',
    returns: Health,
    fails: ['UNAVAILABLE'],
    run: async ({ db }) => ({ data: { status: 'ok', database: { status: 'ok', latency_ms: await answering(db) } } }),
  });

export const summary = health('/health', { absolute: true });
export const apiSummary = health('/health', {});

export const live = route({
  method: 'get',
  path: '/health/live',
  absolute: true,
  tag: 'Health',
  summary: 'The process runs',
  allow: 'anyone',
  returns: z.object({ status: z.literal('ok') }),
  run: () => ({ data: { status: 'ok' } }),
});

export const ready = route({
  method: 'get',
  path: '/health/ready',
  absolute: true,
  tag: 'Health',
  summary: 'It can serve: not while draining, nor while the schema is behind',
  allow: 'anyone',
  returns: z.object({ status: z.literal('ok') }),
  fails: ['UNAVAILABLE'],
  run: async ({ obstacle }) => {
    if (await obstacle()) throw errors.unavailable();
    return { data: { status: 'ok' } };
  },
});

const DatabaseHealth = z.object({
  status: z.literal('ok'),
  latency_ms: z.number(),
  pool: z.object({ total: z.int(), idle: z.int(), waiting: z.int(), max: z.int() }),
});

export const database = route({
  method: 'get',
  path: '/health/database',
  absolute: true,
  tag: 'Health',
  summary: 'Latency and pool',
  allow: 'anyone',
  returns: DatabaseHealth,
  fails: ['UNAVAILABLE'],
  run: async (deps) => ({ data: await databaseHealth(deps) }),
});

const unavailable = z.object({ status: z.literal('unavailable') });

const JobsHealth = z.object({
  status: z.literal('ok'),
  waiting: z.int().describe('Due now or later.'),
  oldest_waiting_s: z.number().describe('How long the job that is due longest has been waiting; 0 where none is.'),
  failed: z.int().describe('Tried as often as they may be, in vain.'),
});

export const detailed = route({
  method: 'get',
  path: '/health/detailed',
  absolute: true,
  tag: 'Health',
  summary: 'Every part, for staff or with the metrics token',
  allow: 'monitor',
  returns: z.object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    uptime_s: z.int(),
    obstacle: z.string().nullable().describe('What keeps it from serving.'),
    database: DatabaseHealth.or(unavailable),
    jobs: JobsHealth.or(unavailable),
    memory: z.object({ resident_bytes: z.int(), heap_used_bytes: z.int() }),
  }),
  run: async (deps) => {
    const out = () => ({ status: 'unavailable' as const });
    const database = await databaseHealth(deps).catch(out);
    const queue = await jobsHealth(deps).catch(out);
    const obstacle = (await deps.obstacle()) ?? null;
    const { rss, heapUsed } = process.memoryUsage();
    const memory = { resident_bytes: rss, heap_used_bytes: heapUsed };
    const status = obstacle === null ? 'ok' : 'degraded';
    return { data: { status, version: deps.version, uptime_s: uptime(), obstacle, database, jobs: queue, memory } };
  },
});

export const status = route({
  method: 'get',
  path: '/status',
  tag: 'Health',
  summary: 'Uptime and published flows',
  allow: 'anyone',
  returns: z.object({ version: z.string(), uptime_s: z.int(), published_flows: z.int() }),
  run: async ({ db, version }) => {
    const flows = await published(db);
    return { data: { version, uptime_s: uptime(), published_flows: flows.length } };
  },
});

const uptime = () => Math.floor(process.uptime());

async function databaseHealth({ db, pool }: Deps) {
  const latency = await answering(db);
  const { totalCount: total, idleCount: idle, waitingCount: waiting } = pool;
  return { status: 'ok' as const, latency_ms: latency, pool: { total, idle, waiting, max: pool.options.max } };
}

const jobsHealth = async ({ db }: Deps) => ({ status: 'ok' as const, ...(await jobs.standing(db)) });

async function answering(db: Db): Promise<number> {
  return ping(db).catch((cause: unknown) => {
    throw errors.unavailable(cause);
  });
}
