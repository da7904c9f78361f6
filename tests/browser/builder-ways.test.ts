import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, watch } from '../support/browser.js';
import { buildFlow } from '../support/drafts.js';

const nothing = { console: [], failed: [], foreign: [] };

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: Troubles;
let flow: Awaited<ReturnType<typeof buildFlow>>;
let made = 0;

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(async () => {
  made += 1;
  flow = await buildFlow(app.db, `flow-${made}`, { you: [{ key: `name_${made}`, label: 'Name' }], home: [] });
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(15_000);
  troubles = watch(context, app.origin);
  page = await context.newPage();
});
afterEach(() => context.close());

async function signIn(action: string): Promise<void> {
  const { email } = await app.signedIn('editor');
  await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/${action}`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('what keeps a draft from being published leads to its place in the builder', async () => {
  await signIn('publish');
  await page.getByRole('link', { name: 'Go there in the builder: The page “Page home” has no field.' }).click();
  await page.waitForURL(/\/build\?at=page-/);
  await page
    .locator('button:focus')
    .and(page.getByRole('button', { name: 'Settings of Page home' }))
    .waitFor();
  expect(troubles).toEqual(nothing);
}, 60_000);

test('a flow without pages leads to where the first one is added', async () => {
  await app.db.deleteFrom('page_fields').where('flow_id', '=', flow.id).execute();
  await app.db.deleteFrom('pages').where('flow_id', '=', flow.id).execute();
  await signIn('publish');
  await page.getByRole('link', { name: 'Go there in the builder: The flow has no page yet.' }).click();
  await page
    .locator('button:focus')
    .and(page.getByRole('button', { name: 'Add a page' }))
    .waitFor();
  expect(troubles).toEqual(nothing);
}, 60_000);

test('looking what others do is no sign of somebody being there: it does not keep the session alive', async () => {
  await signIn('build');
  await page.getByRole('button', { name: 'Add a page' }).waitFor();
  // What the page loads to begin with, the preview in its frame last, is a sign of somebody; it must be through.
  await page.frameLocator('iframe').getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  // Half an hour of the two was used up.
  await app.pool.query(`update admin_sessions set expire = expire - interval '30 minutes'`);
  const expiry = async () => (await app.pool.query('select max(expire) as at from admin_sessions')).rows[0].at as Date;
  const before = await expiry();
  const looked = () => page.waitForResponse((response) => response.url().includes('/build?etag='));
  await looked();
  await looked();
  expect(await expiry()).toEqual(before);
  await page.getByLabel('Title of page 2').fill('Where you live');
  await page.waitForResponse((response) => response.request().method() === 'POST');
  await looked();
  expect((await expiry()).getTime()).toBeGreaterThan(before.getTime());
  expect(troubles).toEqual(nothing);
}, 60_000);
