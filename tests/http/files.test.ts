import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import { type TestApp, testApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const named = (folder: string, ending: RegExp) =>
  readdirSync(join(projectRoot, 'dist', folder)).find((name) => ending.test(name)) ?? 'nothing';
const forEver = 'public, max-age=31536000, immutable';

describe('what browsers load', () => {
  test.each([
    ['the wizard', '/', 'no-cache'],
    ['its script', `/assets/${named('wizard/assets', /\.js$/)}`, forEver],
    ['its styles', `/assets/${named('wizard/assets', /\.css$/)}`, forEver],
    ['the documentation', '/docs', 'no-cache'],
    ['its script', `/docs/assets/${named('docs/assets', /^swagger-ui-bundle/)}`, forEver],
    ['its styles', `/docs/assets/${named('docs/assets', /^swagger-ui.*css$/)}`, forEver],
  ])(
    '%s comes compressed beforehand, in whichever way is taken, and is the same each time (%s)',
    async (_, path, kept) => {
      const ask = (encoding: string) => app.visitor.get(`!${path}`, { 'accept-encoding': encoding });
      const plain = await ask('identity');
      expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null]);
      for (const encoding of ['br', 'gzip']) {
        const answer = await ask(encoding);
        expect(answer.headers.get('content-encoding')).toBe(encoding);
        expect(answer.headers.get('cache-control')).toBe(kept);
        expect(answer.headers.get('vary')).toMatch(/Accept-Encoding/);
        expect(Number(answer.headers.get('content-length'))).toBeLessThan(Buffer.byteLength(plain.text));
        expect(answer.text === plain.text).toBe(true);
      }
      // Browsers that would take both are given the smaller one.
      expect((await ask('gzip, deflate, br')).headers.get('content-encoding')).toBe('br');
    },
  );

  test('a name that stands for nothing is not found, and no way out of the folder', async () => {
    for (const path of [
      '/assets/nothing.js',
      '/docs/assets/nothing.js',
      '/assets/..%2f..%2fpackage.json',
      '/docs/..%2f..%2fpackage.json',
    ])
      expect([path, (await app.visitor.get(`!${path}`, { 'accept-encoding': 'br' })).code]).toEqual([
        path,
        'NOT_FOUND',
      ]);
  });
});

describe('the wizard’s page', () => {
  const announced = async (query: string, language: string) =>
    (await app.visitor.get(`!/${query}`, { 'accept-language': language })).headers.get('link');

  test.each([
    ['', 'en-US,en;q=0.9', '/api/v1/flows/default?locale=en-US'],
    ['', 'fr-FR,fr;q=0.9,de-AT;q=0.8,en;q=0.7', '/api/v1/flows/default?locale=de-AT'],
    ['', 'fr', '/api/v1/flows/default?locale=en'],
    ['?flow=club-2', 'de', '/api/v1/flows/club-2?locale=de'],
  ])('at /%s announces to a reader of %s the flow that it will ask for', async (query, language, path) => {
    expect(await announced(query, language)).toBe(`<${path}>; rel=preload; as=fetch; crossorigin=use-credentials`);
  });

  test('announces nothing that could not be a flow', async () => {
    expect(await announced('?flow=a%3E%2C%3C%2Fapi', 'en')).toBeNull();
    expect(await announced('?flow=a&flow=b', 'en')).toBeNull();
  });
});
