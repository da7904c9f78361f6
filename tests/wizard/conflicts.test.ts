import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillAboutYou, fillAddress, heading, press, type Stage, stage, toReview } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

const answersOf = async (email: string) => {
  const found = wizard.db.selectFrom('submissions').innerJoin('users', 'users.id', 'submissions.user_id');
  return (await found.select(['answers']).where('email', '=', email).executeTakeFirstOrThrow()).answers;
};

/** Two tabs of one user; the second one has saved the first page, of which the first tab knows nothing. */
async function twoTabs() {
  const { page: first, context, email } = await wizard.begin();
  const second = await context.newPage();
  await second.goto(wizard.origin);
  await heading(second, 'About you');
  await fillAboutYou(second, 'From the second tab', '1980-01-01');
  await press(second, 'Save and continue');
  await heading(second, 'Where you live');
  return { first, second, context, email };
}

const told = (page: Page) => page.getByRole('heading', { name: 'Something was changed in the meantime' }).waitFor();

describe('two tabs', () => {
  test('are told of each other: what was saved there and what was typed here, with focus on the news', async () => {
    const { first, email } = await twoTabs();
    await fillAboutYou(first, 'From the first tab', '1980-01-01');
    await press(first, 'Save and continue');
    await told(first);
    await first.getByText('Saved there: From the second tab').waitFor();
    await first.getByText('You typed: From the first tab').waitFor();
    // The birthdate is the same here and there.
    expect(await first.getByText('January 1, 1980').count()).toBe(0);
    expect(await first.evaluate(() => document.activeElement?.textContent)).toBe(
      'Something was changed in the meantime',
    );
    expect(await first.getByLabel('About me').inputValue()).toBe('From the first tab');
    expect(await answersOf(email)).toMatchObject({ about_me: 'From the second tab' });
  });

  test('can have what was typed here', async () => {
    const { first, email } = await twoTabs();
    await fillAboutYou(first, 'From the first tab');
    await press(first, 'Save and continue');
    await told(first);
    await press(first, 'Save what I typed');
    await heading(first, 'Where you live');
    expect(await answersOf(email)).toMatchObject({ about_me: 'From the first tab' });
  });

  test('can have what was saved there', async () => {
    const { first, email } = await twoTabs();
    await fillAboutYou(first, 'From the first tab');
    await press(first, 'Save and continue');
    await told(first);
    await press(first, 'Use what was saved there');
    await first.waitForFunction(() => document.querySelector('textarea')?.value === 'From the second tab');
    await press(first, 'Save and continue');
    await heading(first, 'Where you live');
    expect(await answersOf(email)).toMatchObject({ about_me: 'From the second tab' });
  });

  test('of which one changed another page are told so, and what is typed here goes on top', async () => {
    const { second, context, email } = await twoTabs();
    const third = await context.newPage();
    await third.goto(`${wizard.origin}/#/about-you`);
    await heading(third, 'About you');
    await third.getByLabel('About me').fill('From the third tab');
    await press(third, 'Save and continue');
    await heading(third, 'Where you live');
    await fillAddress(second);
    await press(second, 'Save and review');
    await told(second);
    await second.getByText('Saved there: From the third tab').waitFor();
    expect(await second.getByRole('button', { name: 'Use what was saved there' }).count()).toBe(0);
    await press(second, 'Save what I typed');
    await heading(second, 'Check your answers');
    await second.getByText('From the third tab').waitFor();
    expect(await answersOf(email)).toMatchObject({ about_me: 'From the third tab', address: { city: 'London' } });
  });

  test('with what was typed before a reload are still told of each other', async () => {
    const { page: first, context, email } = await wizard.begin();
    await fillAboutYou(first, 'Typed, then reloaded');
    const second = await context.newPage();
    await second.goto(wizard.origin);
    await fillAboutYou(second, 'From the second tab');
    await press(second, 'Save and continue');
    await heading(second, 'Where you live');
    await first.goto(`${wizard.origin}/#/about-you`);
    await first.reload();
    await heading(first, 'About you');
    expect(await first.getByLabel('About me').inputValue()).toBe('Typed, then reloaded');
    await press(first, 'Save and continue');
    await told(first);
    expect(await answersOf(email)).toMatchObject({ about_me: 'From the second tab' });
  });

  test('of which one has finished both show the end', async () => {
    const { page: first, context } = await wizard.begin();
    await toReview(first);
    const second = await context.newPage();
    await second.goto(`${wizard.origin}/#/address`);
    await heading(second, 'Where you live');
    await press(first, 'Finish');
    await heading(first, 'All done, thank you!');
    await fillAddress(second, 'Too late');
    await press(second, 'Save and review');
    await heading(second, 'All done, thank you!');
    await second.getByText('12 St James’s Square').waitFor();
    await second.getByRole('status').getByText('You finished in another tab').waitFor({ state: 'attached' });
  });

  test('that saved in turn on one tab alone are no conflict', async () => {
    const { page, email } = await wizard.begin();
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await page.getByLabel('Street').fill('Half an address');
    await page.getByRole('link', { name: 'Back' }).click();
    await heading(page, 'About you');
    await page.getByLabel('About me').fill('A second thought');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await fillAddress(page);
    await press(page, 'Save and review');
    await heading(page, 'Check your answers');
    expect(await answersOf(email)).toMatchObject({ about_me: 'A second thought', address: { city: 'London' } });
  });
});
