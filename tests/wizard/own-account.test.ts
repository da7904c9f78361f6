import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { password } from '../support/app.js';
import { fillAboutYou, heading, press, refusal, type Stage, signIn, stage } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

const calm = { console: [], failed: [], foreign: [] };

async function toDeleting(page: Page) {
  await press(page, 'Your account');
  await page.getByRole('link', { name: 'Delete my account' }).click();
  await heading(page, 'Delete your account?');
}

describe('the account menu', () => {
  test('says who is signed in; Escape and a click elsewhere close it', async () => {
    const { page, email } = await wizard.begin();
    const button = page.getByRole('button', { name: 'Your account' });
    await button.click();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.getByText(`Signed in as ${email}`).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.click();
    await page.getByLabel('About me').click();
    expect(await button.getAttribute('aria-expanded')).toBe('false');
  });

  test('hands out everything that is held, as a file', async () => {
    const { page, email, troubles } = await wizard.begin();
    await fillAboutYou(page, 'Here I am.');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await press(page, 'Your account');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download my data')]);
    expect(download.suggestedFilename()).toBe('my-data.json');
    const data = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(data.account.email).toBe(email);
    expect(JSON.stringify(data.submissions)).toContain('Here I am.');
    await page.getByRole('status').getByText('Your data is in your downloads.').waitFor({ state: 'attached' });
    expect(troubles).toEqual(calm);
  });

  test('says so when that does not work', async () => {
    const { page } = await wizard.begin();
    await page.route('**/users/me/export', (route) => route.fulfill(refusal(503, 'UNAVAILABLE')));
    await press(page, 'Your account');
    await press(page, 'Download my data');
    await page.locator('#own-account').getByText('That did not work').waitFor();
  });
});

describe('on the smallest screens (WCAG 1.4.10)', () => {
  test('nothing is wider than the page', async () => {
    const { page } = await wizard.begin('/', { viewport: { width: 320, height: 640 } });
    await press(page, 'Your account');
    const edges = await page.evaluate(() => {
      const shown = [...document.querySelectorAll('button, a, p:not(.sr-only)')];
      const boxes = shown.map((element) => element.getBoundingClientRect());
      return [document.documentElement.scrollWidth, ...boxes.flatMap(({ left, right }) => [320 - left, right])];
    });
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/smallest.png` });
    expect(Math.max(...edges)).toBeLessThanOrEqual(320);
  });
});

describe('deleting the own account', () => {
  test('asks for the password, and leaves nothing behind', async () => {
    const { page, context, email, troubles } = await wizard.begin();
    await fillAboutYou(page, 'Soon forgotten.');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await page.getByLabel('Street').fill('Not saved');
    await toDeleting(page);
    await press(page, 'Delete my account for good');
    await page.locator('#field-password-error').getByText('This is required.').waitFor();
    await page.getByLabel(/^Password/).fill('not the right one');
    await press(page, 'Delete my account for good');
    await page.locator('#field-password-error').getByText('This is not your password.').waitFor();
    expect(await wizard.db.selectFrom('users').selectAll().where('email', '=', email).execute()).toHaveLength(1);

    await page.getByLabel(/^Password/).fill(password);
    await press(page, 'Delete my account for good');
    await heading(page, 'Your account is deleted');
    expect(await wizard.db.selectFrom('users').selectAll().where('email', '=', email).execute()).toEqual([]);
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    expect(await context.cookies(`${wizard.origin}/api/v1/auth/refresh`)).toEqual([]);
    await press(page, 'To the first page');
    await heading(page, 'Create your account');
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    await signIn(page, email);
    await page.getByRole('alert').getByText('The email or the password is wrong.').waitFor();
    expect(troubles.foreign).toEqual([]);
  });

  test('can be thought better of, by the link or the browser’s Back, and nothing typed is lost', async () => {
    const { page } = await wizard.begin();
    await page.getByLabel('About me').fill('Still here');
    await toDeleting(page);
    await page.getByRole('link', { name: 'Keep my account' }).click();
    await heading(page, 'About you');
    await toDeleting(page);
    await page.goBack();
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('Still here');
  });

  test('is not done when the server does not answer', async () => {
    const { page } = await wizard.begin();
    await page.route('**/users/me/erase', (route) => route.abort());
    await toDeleting(page);
    await page.getByLabel(/^Password/).fill(password);
    await press(page, 'Delete my account for good');
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await page.getByRole('link', { name: 'Keep my account' }).click();
    await heading(page, 'About you');
  });
});
