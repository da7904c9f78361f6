import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../../src/db/pool.js';
import * as flows from '../../../src/domain/flows.js';
import * as versions from '../../../src/domain/versions.js';
import { createLogger } from '../../../src/log.js';
import { serve, type TestApp, testApp } from '../../support/app.js';
import { publishFlow } from '../../support/drafts.js';
import { actor } from '../../support/failures.js';
import { eventually } from '../../support/processes.js';

const editor = actor('editor');
const page = 'https://wizard.example';
const metricsToken = 'for the monitor alone';
/** One that asks the database each time, and one that keeps flows at hand, on a pool of its own. */
let asking: TestApp;
let keeping: TestApp;
let flow: { id: string };
const lines: string[] = [];
beforeAll(async () => {
  asking = await testApp({ corsOrigins: [page], metricsToken });
  flow = await publishFlow(asking.db, 'kept', { about: [{ key: 'about', label: 'About you ✓' }] });
  const log = createLogger('info', { write: (line) => void lines.push(...line.split('\n').filter(Boolean)) });
  keeping = await serve({ ...asking, ...connect(asking.config), close: async () => {} }, { listens: true, log });
  await eventually(isAtHand);
});
afterAll(async () => {
  await keeping.pool.end();
  await keeping.stop();
  await asking.stop();
});

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** As it is on the wire, but for what differs each time. */
function wire(origin: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${origin}/api/v1${path}`, { headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const { date, 'x-request-id': id, ...told } = answer.headers;
      expect(id).toMatch(/^[\w.-]+$/);
      resolve({ status: answer.statusCode ?? 0, headers: told, body: Buffer.concat(chunks).toString('base64') });
    }).on('error', reject);
  });
}

/** Whether it answers without asking the database. */
async function isAtHand(): Promise<boolean> {
  const { status } = await wire(keeping.origin, '/flows/kept');
  if (status !== 200) return false;
  return (await away(() => wire(keeping.origin, '/flows/kept'))).status === 200;
}

/** While its pool reaches no database. */
async function away<T>(work: () => Promise<T>): Promise<T> {
  const { pool } = keeping;
  const { connect } = pool;
  pool.connect = (() => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))) as never;
  return work().finally(() => {
    pool.connect = connect;
  });
}

const publish = () => versions.publish(asking.db, editor, flow.id, {});
const shows = async (number: number) => (await keeping.visitor.get('/flows/kept')).data?.version === number;

describe('a flow that is at hand', () => {
  const etag = async (encoding: string) =>
    String((await wire(asking.origin, '/flows/kept', { 'accept-encoding': encoding })).headers.etag);

  test.each([
    ['plainly', {}],
    ['for br', { 'accept-encoding': 'gzip, deflate, br' }],
    ['for gzip', { 'accept-encoding': 'gzip' }],
    ['for gzip rather than br', { 'accept-encoding': 'br;q=0.2, gzip;q=0.8' }],
    ['for anything but br', { 'accept-encoding': 'br;q=0, *' }],
    ['by a page that may read it', { origin: page }],
    ['by a page that may not', { origin: 'https://evil.example' }],
    ['with what is not its ETag', { 'if-none-match': '"other"' }],
    ['with several ETags', { 'if-none-match': '"other", "more"' }],
    ['with any ETag', { 'if-none-match': '*' }],
    ['past all caches', { 'if-none-match': '*', 'cache-control': 'no-cache' }],
    ['with a body', { 'content-length': '0' }],
  ])('is told as the route tells it, asked %s', async (_, headers) => {
    const given = headers as Record<string, string>;
    expect(await wire(keeping.origin, '/flows/kept', given)).toEqual(await wire(asking.origin, '/flows/kept', given));
  });

  test('is told in another language as the route tells it, before and after a change', async () => {
    const path = '/flows/kept?locale=de-AT';
    const told = await wire(keeping.origin, path);
    expect(told.headers).toMatchObject({ 'content-language': 'en' });
    expect(await away(() => wire(keeping.origin, path))).toEqual(told);
    const { number } = await publish();
    await eventually(() => shows(number));
    expect(await away(() => wire(keeping.origin, path))).toEqual(await wire(asking.origin, path));
  });

  test.each(['?locale=<script>', '?locale=de&locale=fr', '?other=1'])('is left to the route with %s', async (query) => {
    const path = `/flows/kept${query}`;
    await wire(keeping.origin, path);
    expect((await wire(keeping.origin, path)).status).toBe((await wire(asking.origin, path)).status);
  });

  test.each(['identity', 'gzip', 'br'])('is not sent again to whoever has it (%s)', async (encoding) => {
    const given = { 'accept-encoding': encoding, 'if-none-match': await etag(encoding), origin: page };
    const [quick, routed] = [
      await wire(keeping.origin, '/flows/kept', given),
      await wire(asking.origin, '/flows/kept', given),
    ];
    expect([quick.status, quick.body]).toEqual([304, '']);
    expect(quick).toEqual(routed);
  });

  test('takes the name of the request, and says it in one line of the log as any other', async () => {
    lines.length = 0;
    await wire(keeping.origin, '/flows/kept', { 'x-request-id': 'from-the-proxy.1' });
    await wire(keeping.origin, '/flows/kept?locale=de-AT', { 'x-request-id': 'not fit!' });
    await keeping.visitor.get('/flows');
    await eventually(() => lines.length === 3);
    const told = lines.map((line) => JSON.parse(line));
    expect(told[0]).toMatchObject({
      request_id: 'from-the-proxy.1',
      method: 'GET',
      path: '/api/v1/flows/kept',
      status: 200,
    });
    const keys = told.map((line) => Object.keys(line).sort());
    expect([keys[0], keys[1]]).toEqual([keys[2], keys[2]]);
  });

  test('is counted under the name of its route', async () => {
    const counted = async () => {
      const answer = await fetch(`${keeping.origin}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
      const name =
        'doorstep_http_request_duration_seconds_count{method="GET",route="/api/v1/flows/:slug",status="200"}';
      return Number((await answer.text()).split(`${name} `)[1]?.split('\n')[0]);
    };
    const before = await counted();
    await wire(keeping.origin, '/flows/kept');
    expect(await counted()).toBe(before + 1);
  });

  test('is served while the database is away, and what is not at hand is unavailable', async () => {
    const statuses = await away(async () => [
      (await wire(keeping.origin, '/flows/kept')).status,
      (await wire(keeping.origin, '/flows/none')).status,
    ]);
    expect(statuses).toEqual([200, 503]);
  });
});

describe('a change by another instance', () => {
  test('is seen: a publish, an archive, and its end', async () => {
    const { number } = await publish();
    await eventually(() => shows(number));
    await flows.archive(asking.db, editor, flow.id);
    await eventually(async () => (await keeping.visitor.get('/flows/kept')).status === 404);
    await flows.unarchive(asking.db, editor, flow.id);
    await eventually(isAtHand);
    expect(await shows(number)).toBe(true);
  });

  test('is seen after the connection that listens was lost, and made while it was', async () => {
    const found =
      "select pid from pg_stat_activity where application_name = 'doorstep listening' and datname = current_database()";
    const { rows } = await asking.pool.query(found);
    expect(rows).toHaveLength(1);
    await asking.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
    const { number } = await publish();
    await eventually(() => shows(number));
    await eventually(async () => (await asking.pool.query(found)).rows.length === 1);
    const after = await publish();
    await eventually(() => shows(after.number));
  });
});
