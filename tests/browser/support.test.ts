import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, violations, watch } from '../support/browser.js';

// The other browser tests are worth what this one holds: that trouble is seen.

let browser: Browser;
let server: Server;
let origin: string;

const PAGE = `<!doctype html><html lang="en"><title>Trouble</title><img src="/picture.png">
<script>console.error('oh'); setTimeout(() => { throw new Error('no') }); fetch('/broken'); fetch('http://127.0.0.1:9/away').catch(() => {})</script>`;

beforeAll(async () => {
  browser = await openBrowser();
  server = createServer(({ url }, response) => {
    response.statusCode = url === '/broken' ? 500 : 200;
    response.setHeader('content-type', 'text/html').end(url === '/' ? PAGE : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('errors, failed requests, foreign hosts and violations are seen, in several contexts at once', async () => {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  for (const context of contexts) {
    const troubles = watch(context, origin);
    const page = await context.newPage();
    await page.goto(origin, { waitUntil: 'networkidle' });
    expect(troubles.console).toEqual(
      expect.arrayContaining([expect.stringContaining('oh'), expect.stringContaining('Error: no')]),
    );
    expect(troubles.failed).toContain(`500 ${origin}/broken`);
    expect(troubles.foreign).toEqual(['http://127.0.0.1:9/away']);
    expect(await violations(page)).toEqual([expect.stringMatching(/^image-alt: <img/)]);
    await context.close();
  }
});
