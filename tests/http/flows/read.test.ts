import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { system } from '../../../src/domain/actors.js';
import * as pages from '../../../src/domain/pages.js';
import * as versions from '../../../src/domain/versions.js';
import { type TestApp, testApp } from '../../support/app.js';
import { buildFlow, publishFlow } from '../../support/drafts.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

/** As it is on the wire: fetch would unpack it. */
function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get(`${app.origin}/api/v1${path}`, { headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    }).on('error', reject);
  });
}

describe('a fresh database', () => {
  test('holds the default flow, published as version 1', async () => {
    expect((await app.visitor.get('/flows')).data).toEqual([{ slug: 'default', title: 'Welcome', version: 1 }]);
    const { data } = await app.visitor.get('/flows/default');
    expect(data).toEqual({
      slug: 'default',
      version: 1,
      title: 'Welcome',
      published_at: expect.any(String),
      pages: [
        {
          key: 'about-you',
          title: 'About you',
          fields: [
            { key: 'about_me', type: 'textarea', label: 'About me', required: true, max_length: 2000 },
            { key: 'birthdate', type: 'date', label: 'Birthdate', required: true, max: 'today' },
          ],
          schema: expect.objectContaining({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }),
        },
        {
          key: 'address',
          title: 'Where you live',
          fields: [{ key: 'address', type: 'address', label: 'Address', required: true }],
          schema: expect.any(Object),
        },
      ],
    });
  });

  test('shows schemas that any validator of JSON Schema 2020-12 takes, and that says the rules', async () => {
    const { data } = await app.visitor.get('/flows/default');
    const [aboutYou, address] = data.pages.map((page: { schema: object }) =>
      new Ajv2020({ strict: false, validateFormats: false }).compile(page.schema),
    );
    expect(aboutYou({ about_me: 'Hello', birthdate: '1990-05-17' })).toBe(true);
    expect(aboutYou({ about_me: 'x'.repeat(2001), birthdate: '1990-05-17' })).toBe(false);
    expect(aboutYou({ about_me: 'Hello' })).toBe(false);
    expect(address({ address: { street: 'a', city: 'b', state: 'c', zip: 'd' } })).toBe(true);
    expect(address({ address: { street: 'a', city: 'b', state: 'c' } })).toBe(false);
    expect(data.pages[0].schema.properties.birthdate['x-max']).toBe('today');
  });
});

describe('the published version', () => {
  test('is revalidated by ETag: 304 without a body', async () => {
    const first = await app.visitor.get('/flows/default');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(first.headers.get('vary')).toBe('Origin, Accept-Encoding');
    const etag = String((await raw('/flows/default', { 'accept-encoding': 'br' })).headers.etag);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await raw('/flows/default', { 'if-none-match': held, 'accept-encoding': 'br' });
      expect([held, again.status, again.body.length]).toEqual([held, 304, 0]);
    }
    expect((await app.visitor.get('/flows/default', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('has one ETag per encoding, and the same bytes behind each', async () => {
    const plain = await raw('/flows/default', {});
    const gzip = await raw('/flows/default', { 'accept-encoding': 'gzip' });
    const br = await raw('/flows/default', { 'accept-encoding': 'gzip, deflate, br' });
    expect([plain, gzip, br].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect(new Set([plain, gzip, br].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
  });

  test('has the timestamp of when it was made, on every instance the same', async () => {
    const { body } = await app.visitor.get('/flows/default');
    expect(body.timestamp).toBe(body.data.published_at);
  });

  test('changes with a publishing, while the earlier one stays as it was, for ever', async () => {
    const by = system('system');
    const flow = await publishFlow(app.db, 'growing', { one: [{ key: 'nick' }], two: [{ key: 'motto' }] });
    const before = await app.visitor.get('/flows/growing');
    await pages.update(app.db, by, flow.pageIds.one ?? '', { title: 'Renamed' });
    expect((await app.visitor.get('/flows/growing')).text).toBe(before.text);
    await versions.publish(app.db, by, flow.id, { notes: 'a better title' });

    const after = await app.visitor.get('/flows/growing');
    expect([after.data.version, after.data.pages[0].title]).toEqual([2, 'Renamed']);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const first = await app.visitor.get('/flows/growing/versions/1');
    expect(first.data).toEqual(before.data);
    expect(first.headers.get('cache-control')).toMatch(/immutable/);
    expect((await app.visitor.get('/flows')).data).toContainEqual({
      slug: 'growing',
      title: 'Flow growing',
      version: 2,
    });
  });

  test('is 404 for a flow that is unknown or was never published, and for a version that is not there', async () => {
    await buildFlow(app.db, 'only-a-draft', { one: [{ key: 'nick' }] });
    for (const path of [
      '/flows/unknown',
      '/flows/only-a-draft',
      '/flows/default/versions/99',
      '/flows/unknown/versions/1',
    ]) {
      expect([path, (await app.visitor.get(path)).code]).toEqual([path, 'NOT_FOUND']);
    }
    expect((await app.visitor.get('/flows')).data.map(({ slug }: { slug: string }) => slug)).not.toContain(
      'only-a-draft',
    );
  });

  test('keeps its properties in the order of the fields', async () => {
    await publishFlow(app.db, 'ordered', { one: [{ key: 'zebra_long_key' }, { key: 'a' }, { key: 'middle' }] });
    const { data } = await app.visitor.get('/flows/ordered');
    expect(Object.keys(data.pages[0].schema.properties)).toEqual(['zebra_long_key', 'a', 'middle']);
  });
});
