import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { freshCode } from '../support/second-factors.js';

let app: TestApp;
let browser: Browser;
let page: Page;
let troubles: Troubles;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
  const context = await browser.newContext();
  troubles = watch(context, app.origin);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const fine = async () => expect(await violations(page)).toEqual([]);

async function givePassword(email: string) {
  await fill('Email', email);
  await fill('Password', password);
  await press('Sign in');
}

test('in a browser: the way to one’s account, a second factor set up, and a sign-in with it', async () => {
  const { email, id } = await app.signedIn('editor');
  await page.goto(`${app.origin}/admin`);
  await givePassword(email);
  await page.getByRole('link', { name: 'Your account' }).click();
  await fine();
  await press('Set it up');
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await fine();
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await fill('Code', new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await fill('Your password', password);
  await press('Turn it on');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  expect(await page.getByRole('listitem').count()).toBe(10);
  await fine();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByText('10 of your recovery codes are left.').waitFor();
  await fine();
  await press('Sign out everywhere');
  await givePassword(email);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await fine();
  await fill('Code', await freshCode(app, id));
  await press('Sign in');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
}, 90_000);

test('in a browser: the way to a new password, by keyboard', async () => {
  await page.context().clearCookies();
  await page.goto(`${app.origin}/admin/login`);
  await page.getByRole('link', { name: 'Lost your password?' }).click();
  await fine();
  await page.keyboard.type('nobody@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('a link to set a new password is on its way').waitFor();
  await fine();
}, 60_000);
