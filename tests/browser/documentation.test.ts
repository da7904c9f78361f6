import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type TestApp, testApp } from '../support/app.js';
import { openBrowser, watch } from '../support/browser.js';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test('/docs draws every route from our own origin, and tries one', async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(`${app.origin}/docs`);
  await page.getByText('/api/v1/flows', { exact: true }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.locator('.live-responses-table').getByText('"slug"').first().waitFor();
  expect(await page.locator('.opblock').count()).toBeGreaterThan(15);
  expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/docs.png` });
  await context.close();
}, 60_000);
