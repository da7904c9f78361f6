import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { buildFlow } from '../support/drafts.js';
import { drawn, follow } from '../support/office-pages.js';
import { freshCode, withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let troubles: Troubles;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  context.setDefaultTimeout(20_000);
  troubles = watch(context, app.origin);
});

const ended = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });
const endAll = () => app.pool.query('delete from admin_sessions');
const flows = () => app.db.selectFrom('flows').select('title').orderBy('created_at').execute();
/** A 401 is what these tests are about: a browser notes it in its console. */
const others = () => troubles.console.filter((line) => !line.includes('401'));

async function signIn(page: Page, email: string, at = '/admin/login') {
  await page.goto(app.origin + at);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** An editor with a form filled in, whose session has ended before he sends it. */
async function atTheForm(title: string) {
  const editor = await app.signedIn('editor');
  const page = await context.newPage();
  await signIn(page, editor.email, '/admin/resources/flows/actions/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel(/^Slug/).fill(title.toLowerCase().replaceAll(' ', '-'));
  await endAll();
  return { editor, page };
}

test('who signs in again in the dialog goes on where he was: the form is sent, nothing is typed twice', async () => {
  const { page } = await atTheForm('Typed before the end');
  await page.getByTestId('button-save').click();
  await ended(page).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  expect(await violations(page, 'any')).toEqual([]);
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await ended(page).getByRole('alert').getByText('is wrong').waitFor();
  expect(await flows()).not.toContainEqual({ title: 'Typed before the end' });
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/flows\/records\//);
  expect(await flows()).toContainEqual({ title: 'Typed before the end' });
  expect(others()).toEqual([]);
  expect(troubles.foreign).toEqual([]);
}, 60_000);

test('with a second factor its code is asked for there, too', async () => {
  const { editor, page } = await atTheForm('With a code');
  await withSecondFactor(app, editor.id);
  await page.getByTestId('button-save').click();
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code').fill(await freshCode(app, editor.id));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/flows\/records\//);
  expect(await flows()).toContainEqual({ title: 'With a code' });
}, 60_000);

test('signing in in another tab will do; put off, what was typed stays and nothing is sent', async () => {
  const { editor, page } = await atTheForm('Another tab');
  await page.getByTestId('button-save').click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await ended(page).waitFor({ state: 'detached' });
  expect(await page.getByLabel('Title').inputValue()).toBe('Another tab');
  await page.getByTestId('button-save').click();
  await ended(page).waitFor();
  const tab = await context.newPage();
  await signIn(tab, editor.email);
  await tab.close();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.waitForURL(/\/flows\/records\//);
  expect(await flows()).toContainEqual({ title: 'Another tab' });
}, 60_000);

test('what one typed is never sent in the name of another who signed in since', async () => {
  const { page } = await atTheForm('Not in his name');
  const other = await app.signedIn('admin');
  const tab = await context.newPage();
  await signIn(tab, other.email);
  await page.getByTestId('button-save').click();
  await ended(page).getByText('Somebody else is signed in in this browser now.').waitFor();
  // It would only show the other's pages.
  expect(await ended(page).getByRole('link').count()).toBe(0);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.getByRole('button', { name: 'Not now' }).click();
  expect(await flows()).not.toContainEqual({ title: 'Not in his name' });
  await tab.reload();
  await tab.getByRole('button', { name: 'Sign out' }).waitFor();
}, 60_000);

test('a preview that cannot come says so in place of an empty frame, and comes once he has signed in again', async () => {
  const { id } = await buildFlow(app.db, 'previewed', { you: [{ key: 'name', label: 'Name' }] });
  const { email } = await app.signedIn('editor');
  const page = await context.newPage();
  await signIn(page, email, `/admin/resources/flows/records/${id}/build`);
  const button = page.getByRole('button', { name: 'Preview', exact: true });
  const heading = page.frameLocator('iframe[title="Preview"]').getByRole('heading', { name: 'Page you' });
  const failed = page.getByRole('alert').getByText('The preview could not be loaded.');
  await page.route('**/admin/preview/**', (route) => route.abort(), { times: 1 });
  await button.click();
  await failed.waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await heading.waitFor();
  expect(await failed.count()).toBe(0);
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await endAll();
  await button.click();
  await failed.waitFor();
  await ended(page).getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await heading.waitFor();
}, 60_000);

test('a list is saved as a file once one is signed in again, not the page of the login in its place', async () => {
  const editor = await app.signedIn('editor');
  const page = await context.newPage();
  await signIn(page, editor.email, '/admin/resources/flows');
  await endAll();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as CSV' }).click();
  const name = saved.then((file) => file.suggestedFilename());
  await ended(page).waitFor();
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  expect(await name).toMatch(/^flows-.*\.csv$/);
}, 60_000);

test('the end is told before it comes, and can be put off by one key', async () => {
  const editor = await app.signedIn('editor');
  const page = follow(await context.newPage());
  const left = async () =>
    (await app.pool.query('select extract(epoch from expire - now())::int as s from admin_sessions')).rows[0].s;
  await endAll();
  await signIn(page, editor.email);
  // What the page itself still asks for would put the end off.
  await drawn(page);
  await app.pool.query("update admin_sessions set expire = now() + interval '3 minutes'");
  // Coming back to the page asks, but is no sign of life by itself.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
  await dialog.getByText('Your session ends in 3 minutes').waitFor();
  expect(await violations(page, 'any')).toEqual([]);
  expect(await left()).toBeLessThan(181);
  const stayed = page.waitForResponse(/presence/);
  await page.keyboard.press('Enter');
  await stayed;
  await dialog.waitFor({ state: 'detached' });
  expect(await left()).toBeGreaterThan(7000);
  await endAll();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await ended(page).waitFor();
}, 60_000);
