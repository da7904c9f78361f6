import { z } from 'zod';
import { ping } from '../db/health.js';
import type { Db } from '../db/pool.js';
import { errors } from '../errors.js';
import { type Route, route } from './route.js';

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
  run: async ({ readiness }) => {
    if (!(await readiness())) throw errors.unavailable();
    return { data: { status: 'ok' } };
  },
});

async function answering(db: Db): Promise<number> {
  return ping(db).catch((cause: unknown) => {
    throw errors.unavailable(cause);
  });
}
