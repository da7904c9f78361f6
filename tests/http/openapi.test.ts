import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import { errorTable } from '../../src/errors.js';
import { fullPath } from '../../src/http/route.js';
import { table } from '../../src/http/table.js';
import { type TestApp, testApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const committed = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8'));

describe('openapi.json', () => {
  test('is what the route table says; `npm run openapi` writes it anew', async () => {
    expect((await app.visitor.get('!/openapi.json')).body).toEqual(committed);
  });

  test('names each operation once and demands a sign-in where the table does', () => {
    const operations = table.map((route) => committed.paths[fullPath(route).replace(/:(\w+)/g, '{$1}')][route.method]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(table.length);
    expect(operations.map(({ security }) => security.length === 0)).toEqual(
      table.map(({ allow }) => allow === 'anyone'),
    );
  });

  test('knows the closed list of error codes and no other', () => {
    expect(committed.components.schemas.Error.properties.error.properties.code.enum).toEqual(Object.keys(errorTable));
  });
});

describe('the documentation page', () => {
  test('comes from our own origin, scripts and styles too', async () => {
    const page = await app.visitor.get('!/docs');
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\/docs\//);
      expect((await app.visitor.get(`!${link}`)).status).toBe(200);
    }
    expect(page.text).not.toMatch(/<script>|style=/);
  });
});

describe('each of its files', () => {
  // Of itself, fetch would ask with a condition for an answer past all caches.
  const held = (etag: string) => ({ 'if-none-match': etag, 'cache-control': 'max-age=0' });

  test.each(['/docs', '/openapi.json'])('%s comes compressed, and once', async (path) => {
    const first = await app.visitor.get(`!${path}`, { 'accept-encoding': 'gzip' });
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(first.headers.get('vary')).toMatch(/Accept-Encoding/);
    const etag = first.headers.get('etag') ?? '';
    const again = await app.visitor.get(`!${path}`, { ...held(etag), 'accept-encoding': 'gzip' });
    expect([again.status, again.text]).toEqual([304, '']);
    const plain = await app.visitor.get(`!${path}`, { ...held(etag), 'accept-encoding': 'identity' });
    expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null]);
    expect(plain.text).toBe(first.text);
  });

  test('answers to GET alone', async () => {
    const { status, headers } = await app.visitor.post('!/docs', {});
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('headers', () => {
  test('keep scripts, frames and referrers at home', async () => {
    const { headers } = await app.visitor.get('!/docs');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});
