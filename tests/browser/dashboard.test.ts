import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type TestApp, testApp } from '../support/app.js';
import { openBrowser, violations, watch } from '../support/browser.js';
import { clerk } from '../support/clerk.js';

const aboutYou = { about_me: 'Me', birthdate: '1990-01-01' };

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** The dashboard as an editor sees it. */
async function open(search = '') {
  const editor = await clerk(app, 'editor');
  const context = await browser.newContext({ viewport: { width: 1280, height: 1400 } });
  const [name = '', value = ''] = editor.cookie.split('=');
  await context.addCookies([{ name, value, url: app.origin }]);
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(`${app.origin}/admin${search}`);
  return { page, troubles };
}

test('with nobody yet says so, and what will stand there', async () => {
  const { page, troubles } = await open();
  await page.getByText('As soon as somebody signs up, it shows here.').waitFor();
  await page.getByText('Nobody began this version in this time.').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
  await page.context().close();
});

test('shows figures and charts, the same in a table, and keeps the choice in the address', async () => {
  for (const saves of [true, true, false]) {
    const member = await app.signedIn();
    const { data } = await member.post('/submissions', { flow: 'default' });
    if (saves) await member.put(`/submissions/${data.id}/pages/about-you`, { answers: aboutYou });
  }
  const { page, troubles } = await open();
  const chart = page.getByRole('img', { name: 'Registrations: 3. Begun: 3. Completed: 0' });
  await chart.waitFor();
  const row = page.getByRole('row', { name: /About you/ });
  expect(await row.innerText()).toMatch(/3[\s\S]*2 67%[\s\S]*1 33%/);
  await page.getByText('The same as a table').click();
  expect(await page.getByRole('row', { name: /Version 1 published/ }).innerText()).toMatch(/3\s+3\s+0$/);
  expect(await violations(page)).toEqual([]);

  await page.getByLabel('Time').selectOption('Last 30 days');
  await page.getByLabel('Flow').selectOption('All flows');
  await page.waitForURL(/flow=all.*days=30|days=30.*flow=all/);
  await page.getByRole('heading', { name: /Page by page/ }).waitFor({ state: 'detached' });
  await page.reload();
  expect(await page.getByLabel('Time').inputValue()).toBe('30');
  await chart.waitFor();
  expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
  await page.context().close();
});
