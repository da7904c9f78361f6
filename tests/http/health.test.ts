import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { connect } from '../../src/db/pool.js';
import { createLogger } from '../../src/log.js';
import { type TestApp, testApp } from '../support/app.js';

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

describe('health without a database', () => {
  test('is 503 with Retry-After, while the process lives', async () => {
    const config = { ...app.config, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' };
    const { db, pool, close } = connect(config);
    const product = createApp({ config, db, pool, log: createLogger('silent') });
    const server = product.app.listen(0, '127.0.0.1');
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

    server.closeAllConnections();
    server.close();
    await close();
  });

  test('is not ready while draining', async () => {
    const product = createApp({ ...app, log: createLogger('silent') });
    const server = product.app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    product.drain();
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    server.closeAllConnections();
    server.close();
  });
});
