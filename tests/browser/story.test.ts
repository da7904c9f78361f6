import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, watch } from '../support/browser.js';

let app: TestApp;
let browser: Browser;
const watched: Troubles[] = [];
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** A device of its own: no cookie, no storage of another one. */
async function device(at: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(20_000);
  watched.push(watch(context, app.origin));
  const page = await context.newPage();
  await page.goto(app.origin + at);
  return { page, context };
}

const menu = (page: Page, entry: string) => page.getByRole('link', { name: entry, exact: true }).first().click();

async function enterOffice(email: string): Promise<Page> {
  const { page } = await device('/admin');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}

async function account(page: Page, email: string, action: 'Create account' | 'Sign in'): Promise<void> {
  if (action === 'Sign in') await page.getByRole('button', { name: 'sign in' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: action }).click();
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const next = (page: Page) => page.getByRole('button', { name: /^Save and/ }).click();
const step = async (page: Page) =>
  (
    await page
      .getByText(/Step \d of \d/)
      .first()
      .textContent()
  )?.trim();

async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel('Street and number').fill('1 Main St');
  await page.getByLabel('City').fill('Springfield');
  await page.getByLabel('State or region').fill('IL');
  await page.getByLabel('ZIP or postcode').fill('62701');
}

async function finish(page: Page): Promise<void> {
  await heading(page, 'Check your answers');
  await page.getByRole('button', { name: 'Finish' }).click();
  await heading(page, 'All done, thank you!');
}

/** Finds a user's submission in the back office, as support would, and reads its page. */
async function answersOf(office: Page, email: string): Promise<string> {
  await menu(office, 'Submissions');
  await office
    .getByRole('row', { name: new RegExp(email) })
    .getByRole('link', { name: /^Open/ })
    .click();
  await office.getByRole('heading', { name: 'Answers' }).waitFor();
  return office.locator('main, section').first().innerText();
}

test('an editor moves a field and publishes; whoever had begun finishes as he began, whoever comes after sees it so', async () => {
  const editor = await app.signedIn('editor', 'ed@example.com');
  await app.signedIn('support', 'sue@example.com');

  // Early begins before the publishing and answers page one, with his birthdate.
  const early = await device('/');
  await account(early.page, 'early@example.com', 'Create account');
  await heading(early.page, 'About you');
  await early.page.getByLabel('About me').fill('I came early.');
  await early.page.getByLabel('Birthdate').fill('1980-01-02');
  await next(early.page);
  await heading(early.page, 'Where you live');
  await early.context.close();

  // The editor moves Birthdate to the second page and publishes.
  const office = await enterOffice(editor.email);
  await menu(office, 'Pages');
  await office
    .getByRole('row', { name: /Where you live/ })
    .getByRole('link', { name: /^Edit/ })
    .click();
  await office.getByLabel('Field to add').selectOption({ label: 'Birthdate · Date (moves here from “About you”)' });
  await office.getByRole('button', { name: 'Add to this page' }).click();
  await office.getByRole('button', { name: 'Save' }).click();
  // Saved, it shows the page: left before, it would still come to that.
  await office.waitForURL(/\/show/);
  await menu(office, 'Flows');
  await office
    .getByRole('row', { name: /Welcome/ })
    .getByRole('link', { name: /^Open/ })
    .click();
  await office.getByRole('link', { name: 'Publish' }).click();
  await office.getByLabel('Notes').fill('Birthdate belongs to the address');
  await office.getByRole('button', { name: 'Publish now' }).click();
  await office
    .getByText(/Version 2/)
    .first()
    .waitFor();

  // A visitor finds it so, answers page one and closes the browser.
  const first = await device('/');
  await account(first.page, 'late@example.com', 'Create account');
  await heading(first.page, 'About you');
  expect(await first.page.getByLabel('Birthdate').count()).toBe(0);
  await first.page.getByLabel('About me').fill('I came late.');
  await next(first.page);
  await heading(first.page, 'Where you live');
  await first.context.close();

  // From another device he stands on page two, and completes.
  const second = await device('/');
  await account(second.page, 'late@example.com', 'Sign in');
  await heading(second.page, 'Where you live');
  expect(await step(second.page)).toBe('Step 2 of 2');
  await fillAddress(second.page);
  await second.page.getByLabel('Birthdate').fill('1990-05-17');
  await next(second.page);
  await finish(second.page);

  // Early comes back and finishes on the version he began with.
  const again = await device('/');
  await account(again.page, 'early@example.com', 'Sign in');
  await heading(again.page, 'Where you live');
  expect(await again.page.getByLabel('Birthdate').count()).toBe(0);
  await fillAddress(again.page);
  await next(again.page);
  await finish(again.page);

  // Support finds both and reads their answers, each under his own version.
  const desk = await enterOffice('sue@example.com');
  const earlyAnswers = await answersOf(desk, 'early@example.com');
  expect(earlyAnswers).toMatch(/version 1[\s\S]*I came early\./);
  const lateAnswers = await answersOf(desk, 'late@example.com');
  expect(lateAnswers).toMatch(/version 2[\s\S]*I came late\.[\s\S]*62701/);

  // The audit log tells the publishing.
  const admin = await enterOffice('first@example.com');
  await menu(admin, 'Audit log');
  await admin
    .getByRole('row', { name: /published/i })
    .first()
    .getByRole('link', { name: /^Open/ })
    .click();
  await admin.getByText('Birthdate belongs to the address').waitFor();

  for (const troubles of watched) expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
}, 120_000);
