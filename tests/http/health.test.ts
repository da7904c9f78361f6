import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { connect } from '../../src/db/pool.js';
import { createLogger } from '../../src/log.js';
import { serve, type TestApp, testApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

describe('health', () => {
  test.each(['!/health', '/health'])('%s tells that the database answers', async (path) => {
    const answer = await app.visitor.get(path);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ status: 'ok', database: { status: 'ok', latency_ms: expect.any(Number) } });
  });

  test('live and ready are 200 while all is well', async () => {
    expect((await app.visitor.get('!/health/live')).status).toBe(200);
    expect((await app.visitor.get('!/health/ready')).status).toBe(200);
  });

  test('the root names the product and where to go next', async () => {
    const { data } = await app.visitor.get('');
    expect(data).toMatchObject({ name: 'Doorstep', version: expect.any(String), links: { docs: '/docs' } });
  });
});

describe('health in detail', () => {
  test('of the database tells latency and pool', async () => {
    const { data } = await app.visitor.get('!/health/database');
    expect(data).toEqual({
      status: 'ok',
      latency_ms: expect.any(Number),
      pool: { total: expect.any(Number), idle: expect.any(Number), waiting: 0, max: 10 },
    });
  });

  test('is for staff and for whoever holds the metrics token', async () => {
    const at = '!/health/detailed';
    expect((await app.visitor.get(at)).code).toBe('UNAUTHENTICATED');
    expect((await (await app.signedIn('member')).get(at)).code).toBe('FORBIDDEN');
    expect((await (await app.signedIn('support')).get(at)).data).toMatchObject({ status: 'ok', obstacle: null });
    const config = { ...app.config, metricsToken: 'a-metrics-token' };
    const monitored = await serve({ ...app, config, close: async () => {} });
    const withToken = (token: string) => monitored.visitor.get(at, { authorization: `Bearer ${token}` });
    expect((await withToken('a-metrics-tokem')).code).toBe('UNAUTHENTICATED');
    expect((await withToken('a-metrics-token')).data).toMatchObject({
      version: expect.any(String),
      uptime_s: expect.any(Number),
      database: { status: 'ok' },
    });
    await monitored.stop();
  });

  test('tells how many jobs wait, since when, and how many were tried in vain', async () => {
    const support = await app.signedIn('support');
    const { data: before } = await support.get('!/health/detailed');
    await app.pool.query(`select graphile_worker.add_job('send_mail', '{}', run_at := now() - interval '1 hour')`);
    await app.pool.query(
      `select graphile_worker.add_job('clean_up', '{}', run_at := now() + interval '1 hour', job_key := 'x')`,
    );
    await app.pool.query(
      `select graphile_worker.permanently_fail_jobs(array(select id from graphile_worker.jobs where key = 'x'))`,
    );
    const { data } = await support.get('!/health/detailed');
    const { waiting, failed, oldest_waiting_s } = data.jobs;
    expect([waiting, failed]).toEqual([before.jobs.waiting + 1, before.jobs.failed + 1]);
    expect(oldest_waiting_s).toBeGreaterThanOrEqual(3600);
  });

  test('counts the published flows', async () => {
    expect((await app.visitor.get('/status')).data).toMatchObject({ published_flows: 1, uptime_s: expect.any(Number) });
  });
});

describe('health without a database', () => {
  test('is 503 with Retry-After, while the process lives', async () => {
    const config = {
      ...app.config,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      metricsToken: 'a-metrics-token',
    };
    const { db, pool, close } = connect(config);
    const product = createApp({ config, db, pool, log: createLogger('silent') });
    const server = createServer(product.app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

    const health = await at('/health');
    expect(health.status).toBe(503);
    expect(health.headers.get('retry-after')).toBe('5');
    expect((await health.json()).error.code).toBe('UNAVAILABLE');
    expect((await at('/health/ready')).status).toBe(503);
    expect((await at('/health/live')).status).toBe(200);
    expect((await at('/api/v1/flows')).status).toBe(503);
    expect((await at('/health/database')).status).toBe(503);
    const detailed = await fetch(`http://127.0.0.1:${port}/health/detailed`, {
      headers: { authorization: 'Bearer a-metrics-token' },
    });
    expect((await detailed.json()).data).toMatchObject({
      status: 'degraded',
      obstacle: 'The database does not answer.',
      database: { status: 'unavailable' },
      jobs: { status: 'unavailable' },
    });

    server.closeAllConnections();
    server.close();
    await close();
  });

  test('is not ready right after PostgreSQL refused to write', async () => {
    const connection = connect(app.config);
    const instance = await serve({ ...app, ...connection });
    const ready = async () => (await instance.visitor.get('!/health/ready')).status;
    expect(await ready()).toBe(200);
    const refused = connection.pool.query('begin; set transaction read only; create table refused ()');
    await expect(refused).rejects.toMatchObject({ code: '25006' });
    expect(await ready()).toBe(503);
    await instance.stop();
  });

  test('is not ready while draining', async () => {
    const product = createApp({ ...app, log: createLogger('silent') });
    const server = createServer(product.app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    product.drain();
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    server.closeAllConnections();
    server.close();
  });
});
