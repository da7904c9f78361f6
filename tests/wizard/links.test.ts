import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { publishFlow } from '../support/drafts.js';
import { resetTokenFor, tokenFor } from '../support/links.js';
import { fillAboutYou, heading, press, type Stage, signIn, stage } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

const calm = { console: [], failed: [], foreign: [] };
const newPassword = 'quite another password';
const banner = (page: Page) => page.getByRole('complementary', { name: 'Your email is not confirmed' });

/** No token stands in the address, its history or the tab's stores. */
async function hidesToken(page: Page, token: string) {
  const kept = await page.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain(token);
  await page.goBack().catch(() => null);
  expect(page.url()).not.toContain(token);
}

const signInAnew = async (page: Page, email: string, word: string) => {
  await heading(page, 'Welcome back');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(word);
  await press(page, 'Sign in');
};

describe('a forgotten password', () => {
  test('is asked for from the sign-in; the answer is the same whether or not there is such an account', async () => {
    const { email } = await wizard.signedIn();
    for (const address of [email, 'nobody@example.com']) {
      const { page, troubles } = await wizard.visit();
      await press(page, 'I have an account: sign in');
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await heading(page, 'Forgot your password?');
      await page.getByLabel('Email').fill('not an address');
      await press(page, 'Send me a link');
      await page.locator('#field-email-error').waitFor();
      await page.getByLabel('Email').fill(address);
      await press(page, 'Send me a link');
      await heading(page, 'Check your inbox');
      await page.getByText(`If there is an account for ${address}, a mail is on its way.`).waitFor();
      await page.getByRole('link', { name: 'Back to signing in' }).click();
      await heading(page, 'Welcome back');
      expect(troubles).toEqual(calm);
    }
  });

  test('is replaced by the link, whose token leaves the address bar at once', async () => {
    const { email } = await wizard.signedIn();
    const token = await resetTokenFor(wizard.db, email);
    const { page, troubles } = await wizard.visit(`/#reset-password?token=${token}`);
    await heading(page, 'Choose a new password');
    expect(page.url()).toBe(`${wizard.origin}/`);
    await page.getByLabel(/^New password/).fill('short');
    await press(page, 'Save the new password');
    await page.locator('#field-password-error').getByText('at least 8 characters').waitFor();
    await page.getByLabel(/^New password/).fill(newPassword);
    await press(page, 'Save the new password');
    await heading(page, 'Your password is changed');
    await press(page, 'Go to sign-in');
    await signInAnew(page, email, newPassword);
    await heading(page, 'About you');
    expect(troubles).toEqual(calm);
    await hidesToken(page, token);
  });

  test('is told of a link that is spent, and gets a new one', async () => {
    const { email } = await wizard.signedIn();
    const { page } = await wizard.visit('/#reset-password?token=no-such-token');
    await page.getByLabel(/^New password/).fill(newPassword);
    await press(page, 'Save the new password');
    await heading(page, 'This link is no longer valid');
    await press(page, 'Get a new link');
    await heading(page, 'Forgot your password?');
    await page.getByLabel('Email').fill(email);
    await press(page, 'Send me a link');
    await heading(page, 'Check your inbox');
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await heading(page, 'Welcome back');
  });

  test('changed by a link opened in a tab that is signed in ends that session too', async () => {
    const { page, email } = await wizard.begin();
    const token = await resetTokenFor(wizard.db, email);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `reset-password?token=${token}`);
    await heading(page, 'Choose a new password');
    expect(page.url()).not.toContain(token);
    await page.getByLabel(/^New password/).fill(newPassword);
    await press(page, 'Save the new password');
    await press(page, 'Go to sign-in');
    await signInAnew(page, email, newPassword);
    await heading(page, 'About you');
  });
});

describe('an email', () => {
  test('is confirmed by its link, also without being signed in; opened twice it says so', async () => {
    const { page, email } = await wizard.begin();
    const token = await tokenFor(wizard.db, email, 'verify_email');
    const { page: elsewhere, troubles } = await wizard.visit(`/#verify-email?token=${token}`);
    await heading(elsewhere, 'Your email is confirmed');
    expect(elsewhere.url()).toBe(`${wizard.origin}/`);
    await press(elsewhere, 'Go on');
    await heading(elsewhere, 'Welcome back');
    expect(troubles).toEqual(calm);
    await hidesToken(elsewhere, token);

    const { page: third } = await wizard.visit(`/#verify-email?token=${token}`);
    await heading(third, 'This link is no longer valid');
    await press(third, 'Go to sign-in');
    await heading(third, 'Welcome back');
    await page.goto(`${wizard.origin}/?again#verify-email?token=${token}`);
    await heading(page, 'Your email is confirmed');
  });

  test('is confirmed on the way through a flow, and the way goes on there', async () => {
    await publishFlow(wizard.db, 'elsewhere', { one: [{ key: 'nick' }] });
    const { page, email } = await wizard.begin('/?flow=elsewhere');
    await page.goto(`${wizard.origin}/#verify-email?token=${await tokenFor(wizard.db, email, 'verify_email')}`);
    await press(page, 'Go on');
    await heading(page, 'Page one');
    const { visits } = await wizard.db
      .selectFrom('submissions')
      .innerJoin('users', 'users.id', 'user_id')
      .select(({ fn }) => fn.countAll<string>().as('visits'))
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    expect(visits).toBe('1');
  });

  test('that is not confirmed is a quiet reminder, with a new link on demand', async () => {
    const { page, email, troubles } = await wizard.begin();
    await banner(page).getByText(`a link was sent to ${email}`).waitFor();
    const first = await tokenFor(wizard.db, email, 'verify_email');
    await banner(page).getByRole('button', { name: 'Send it again' }).click();
    await banner(page).getByText('A new link is on its way.').waitFor();
    await page.getByRole('status').getByText('A new link is on its way.').waitFor({ state: 'attached' });
    expect(await tokenFor(wizard.db, email, 'verify_email')).not.toBe(first);
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await press(page, 'Later');
    expect(await banner(page).count()).toBe(0);
    expect(troubles).toEqual(calm);
  });

  test('confirmed on another tab ends the reminder on this one', async () => {
    const { page, context, email } = await wizard.begin();
    await banner(page).waitFor();
    const other = await context.newPage();
    await other.goto(`${wizard.origin}/#verify-email?token=${await tokenFor(wizard.db, email, 'verify_email')}`);
    await heading(other, 'Your email is confirmed');
    await press(other, 'Go on');
    await heading(other, 'About you');
    expect(await banner(other).count()).toBe(0);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await banner(page).waitFor({ state: 'detached' });
  });

  test('whose link is spent gets a new one from somebody signed in', async () => {
    const { page } = await wizard.begin();
    await page.goto(`${wizard.origin}/?again#verify-email?token=no-such-token`);
    await heading(page, 'This link is no longer valid');
    await press(page, 'Send it again');
    await page.getByRole('main').getByText('A new link is on its way.').waitFor();
    await press(page, 'Go on');
    await heading(page, 'About you');
  });

  test('is confirmed when the server is back, if it was away', async () => {
    const { email } = await wizard.begin();
    const { page, context } = await wizard.visit('/?flow=none');
    await context.route('**/verify-email', (route) => route.abort());
    await page.goto(`${wizard.origin}/#verify-email?token=${await tokenFor(wizard.db, email, 'verify_email')}`);
    await heading(page, 'We cannot reach the server');
    await context.unroute('**/verify-email');
    await press(page, 'Try again now');
    await heading(page, 'Your email is confirmed');
    await press(page, 'Go on');
    await signIn(page, email);
    await heading(page, 'About you');
  });
});
