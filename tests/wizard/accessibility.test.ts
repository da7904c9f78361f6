import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { password } from '../support/app.js';
import { violations } from '../support/browser.js';
import { publishFlow } from '../support/drafts.js';
import { desktop, fillAboutYou, heading, phone, press, refusal, register, type Stage, saves, stage } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
  const options = ['Small', 'Medium', 'Large'].map((label) => ({ label, value: label.toLowerCase() }));
  const many = Array.from({ length: 8 }, (_, i) => ({ label: `Place ${i}`, value: `p${i}` }));
  await publishFlow(wizard.db, 'everything', {
    all: [
      { key: 'name', help: 'As in your passport.', max_length: 80 },
      { key: 'about', type: 'textarea', max_length: 100, required: false },
      { key: 'mail', type: 'email' },
      { key: 'phone', type: 'phone', required: false },
      { key: 'site', type: 'url', required: false },
      { key: 'years', type: 'number', min: 0, max: 60 },
      { key: 'first_day', type: 'date', min: '2000-01-01' },
      { key: 'size', type: 'select', options },
      { key: 'place', type: 'select', options: many, required: false },
      { key: 'topics', type: 'multi_select', options, min: 1, max: 2 },
      { key: 'terms', type: 'checkbox', help: 'They are short.' },
      { key: 'home', type: 'address' },
    ],
  });
});
afterAll(() => wizard.close());

/** What axe finds on the screen as it stands, once nothing moves any more. */
async function findings(page: Page, screen: string) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  return (await violations(page)).map((line) => `${screen}: ${line}`);
}

async function everyScreen(look: Parameters<Stage['visit']>[1]) {
  const { page, email, context } = await wizard.visit('/?flow=none', look);
  const found: string[] = [];
  const see = async (screen: string) => void found.push(...(await findings(page, screen)));
  await heading(page, 'There is nothing here');
  await see('missing');
  await page.goto(`${wizard.origin}/?flow=everything`);
  await press(page, 'Create account');
  await page.locator('#field-email-error').waitFor();
  await see('account');
  await register(page, email);
  await heading(page, 'Page all');
  await see('page');
  await press(page, 'Save and review');
  await page.getByText('Please look at').waitFor();
  await see('complaints');
  await fillEverything(page);
  await page.route(saves, (route) => route.fulfill(refusal(503, 'UNAVAILABLE')));
  await press(page, 'Save and review');
  await page.getByRole('button', { name: 'Try again now' }).waitFor();
  await see('trouble');
  await press(page, 'Sign out');
  await page.getByRole('button', { name: 'Stay' }).waitFor();
  await see('signing out');
  await press(page, 'Stay');
  await page.unroute(saves);
  await press(page, 'Try again now');
  await heading(page, 'Check your answers');
  await see('review');
  await press(page, 'Finish');
  await heading(page, 'All done, thank you!');
  await see('done');
  await context.route('**/api/**', (route) => route.abort());
  await page.reload();
  await heading(page, 'We cannot reach the server');
  await see('away');
  return found;
}

/** What goes with an account: the links of mails, the menu, leaving for good. */
async function everyAccountScreen(look: Parameters<Stage['visit']>[1]) {
  const { page, email } = await wizard.begin('/', look);
  const found: string[] = [];
  const see = async (screen: string) => {
    found.push(...(await findings(page, screen)));
    if (process.env.SHOTS)
      await page.screenshot({
        path: `${process.env.SHOTS}/${screen}-${look?.viewport?.width}-${look?.colorScheme}.png`,
      });
  };
  await see('unconfirmed');
  await press(page, 'Your account');
  await see('menu');
  await page.getByRole('link', { name: 'Delete my account' }).click();
  await heading(page, 'Delete your account?');
  await press(page, 'Delete my account for good');
  await page.locator('#field-password-error').waitFor();
  await see('delete');
  await page.getByLabel(/^Password/).fill(password);
  await press(page, 'Delete my account for good');
  await heading(page, 'Your account is deleted');
  await see('deleted');
  await page.goto(`${wizard.origin}/?z#/forgot/`);
  await heading(page, 'Forgot your password?');
  await see('forgot');
  await page.getByLabel('Email').fill(email);
  await press(page, 'Send me a link');
  await heading(page, 'Check your inbox');
  await see('sent');
  await page.goto(`${wizard.origin}/?a#reset-password?token=no-such-token`);
  await page.getByLabel(/^New password/).fill('short');
  await press(page, 'Save the new password');
  await page.locator('#field-password-error').waitFor();
  await see('reset');
  await page.goto(`${wizard.origin}/?b#verify-email?token=no-such-token`);
  await heading(page, 'This link is no longer valid');
  await see('spent');
  return found;
}

async function fillEverything(page: Page) {
  const lines = { name: 'Ada', mail: 'ada@example.com', years: '12,5', first_day: '2024-02-29' };
  for (const [key, text] of Object.entries(lines)) await page.locator(`#field-${key}`).fill(text);
  for (const part of ['street', 'city', 'state', 'zip']) await page.locator(`#field-home-${part}`).fill('Here');
  await page.getByRole('radio', { name: 'Medium' }).check();
  await page.getByRole('checkbox', { name: 'Large' }).check();
  await page.locator('#field-terms').check();
}

describe('axe', () => {
  test.each([
    ['phone', 'light', phone],
    ['phone', 'dark', phone],
    ['desktop', 'light', desktop],
    ['desktop', 'dark', desktop],
  ] as const)('finds nothing serious on any screen, on a %s in %s', async (_name, colorScheme, viewport) => {
    expect(await everyScreen({ viewport, colorScheme })).toEqual([]);
    expect(await everyAccountScreen({ viewport, colorScheme })).toEqual([]);
  });

  test('finds nothing serious where two tabs disagree', async () => {
    const { page, context } = await wizard.begin('/', { colorScheme: 'dark' });
    const other = await context.newPage();
    await other.goto(wizard.origin);
    await fillAboutYou(other, 'There');
    await press(other, 'Save and continue');
    await heading(other, 'Where you live');
    await fillAboutYou(page, 'Here');
    await press(page, 'Save and continue');
    await page.getByRole('heading', { name: 'Something was changed' }).waitFor();
    expect(await findings(page, 'conflict')).toEqual([]);
  });

  test('would find a bad contrast and a control without a name', async () => {
    const { page } = await wizard.begin();
    await page.evaluate(() => {
      document.querySelector('h1')?.style.setProperty('color', '#eee');
      document.querySelector('label')?.remove();
    });
    const found = (await findings(page, 'spoilt')).join('\n');
    expect(found).toMatch(/color-contrast/);
    expect(found).toMatch(/label/);
  });
});

describe('every control', () => {
  test('gets what belongs to its type to the server and back', async () => {
    const { page, email } = await wizard.begin('/?flow=everything');
    await fillEverything(page);
    await press(page, 'Save and review');
    await heading(page, 'Check your answers');
    const user = await wizard.db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirstOrThrow();
    const { answers } = await wizard.db
      .selectFrom('submissions')
      .select('answers')
      .where('user_id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(answers).toEqual({
      name: 'Ada',
      mail: 'ada@example.com',
      years: 12.5,
      first_day: '2024-02-29',
      size: 'medium',
      topics: ['large'],
      terms: true,
      home: { street: 'Here', city: 'Here', state: 'Here', zip: 'Here' },
    });
    await page.getByRole('link', { name: 'Change: Page all' }).click();
    await heading(page, 'Page all');
    expect(await page.locator('#field-years').inputValue()).toBe('12.5');
    expect(await page.getByRole('radio', { name: 'Medium' }).isChecked()).toBe(true);
    expect(await page.locator('#field-home-zip').getAttribute('autocomplete')).toBe('postal-code');
  });

  test('is at least 44 pixels high, or stands in a label that is', async () => {
    const { page } = await wizard.begin('/?flow=everything');
    const low = await page.evaluate(() =>
      [...document.querySelectorAll('main input, main select, main textarea, main button, header button')]
        .map((control) => control.closest('label') ?? control)
        .filter((target) => target.getBoundingClientRect().height < 44)
        .map((target) => target.outerHTML),
    );
    expect(low).toEqual([]);
  });

  test('with a date typed in part says so, and takes it for no empty one', async () => {
    const { page } = await wizard.begin();
    await page.getByLabel('About me').fill('Hello');
    await page.getByLabel('Birthdate').focus();
    await page.keyboard.type('05');
    await press(page, 'Save and continue');
    await page.locator('#field-birthdate-error').getByText('written as YYYY-MM-DD').waitFor();
  });
});
