import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { password } from '../support/app.js';
import {
  desktop,
  fillAboutYou,
  heading,
  phone,
  press,
  register,
  type Stage,
  signIn,
  stage,
  toReview,
} from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
const calm = { console: [], failed: [], foreign: [] };

describe('the way through the wizard', () => {
  test.each([
    ['a phone', phone],
    ['a desktop', desktop],
  ])(
    'on %s a visitor registers, answers, reviews and finishes, and nothing goes wrong on the way',
    async (_name, viewport) => {
      const { page, troubles, email } = await wizard.visit('/', { viewport });
      await register(page, email);
      await page.getByText('Step 1 of 2', { exact: true }).waitFor();
      expect(await page.title()).toBe('About you – Step 1 of 2 – Welcome – Doorstep');
      await toReview(page);
      for (const text of ['I write programs.', 'May 17, 1990', '12 St James’s Square'])
        await page.getByText(text).waitFor();
      await press(page, 'Finish');
      await heading(page, 'All done, thank you!');

      const [row] = await wizard.db
        .selectFrom('submissions')
        .innerJoin('users', 'users.id', 'submissions.user_id')
        .selectAll('submissions')
        .where('email', '=', email)
        .execute();
      expect(row?.status).toBe('completed');
      expect(row?.answers).toEqual({
        about_me: 'I write programs.',
        birthdate: '1990-05-17',
        address: { street: '12 St James’s Square', city: 'London', state: 'England', zip: 'SW1Y 4JH' },
      });
      expect(troubles).toEqual(calm);
      // Nothing sticks out sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    },
  );

  test('by keyboard alone complaints come inline, focus goes to the first, and mending takes them back', async () => {
    const { page } = await wizard.begin();
    expect(await focused(page)).toBe('About you');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('field-about_me');
    // A date is several stops, as many as the browser likes.
    for (let stops = 0; stops < 8 && (await focused(page)) !== 'Save and continue'; stops += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await focused(page)).toBe('Save and continue');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Please look at 2 answers again').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'field-about_me');
    expect(await page.title()).toMatch(/^Error – About you/);
    const about = page.getByLabel('About me');
    expect(await about.getAttribute('aria-invalid')).toBe('true');
    const described = (await about.getAttribute('aria-describedby'))?.split(' ') ?? [];
    expect(await page.locator(`[id="${described.at(-1)}"]`).textContent()).toBe('This is required.');

    await page.keyboard.type('Hello');
    await page.getByRole('alert').getByText('Please look at 1 answer again').waitFor();
    expect(await about.getAttribute('aria-invalid')).toBe('false');
    await page.getByRole('link', { name: 'Birthdate: This is required.' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('field-birthdate');
  });

  test('a date after today is refused before it is sent, in the server’s words', async () => {
    const { page } = await wizard.begin();
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'PUT' && asked.push(request.url()));
    await fillAboutYou(page, 'Hello', '2999-01-01');
    await press(page, 'Save and continue');
    const today = new Date().toISOString().slice(0, 10);
    await page.locator('#field-birthdate-error').getByText(`This must be ${today} or earlier.`).waitFor();
    expect(asked).toEqual([]);
  });

  test('moving on puts focus on the next heading and says where one is', async () => {
    const { page } = await wizard.begin();
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    expect(await focused(page)).toBe('Where you live');
    await page.getByRole('status').getByText('Step 2 of 2: Where you live').waitFor({ state: 'attached' });
    expect(await page.title()).toBe('Where you live – Step 2 of 2 – Welcome – Doorstep');
  });

  test('back and forth, by the link or the browser’s own button, loses nothing that was typed', async () => {
    const { page } = await wizard.begin();
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await page.getByLabel('Street').fill('Half an addr');
    await page.getByRole('link', { name: 'Back' }).click();
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('I write programs.');
    await page.goBack();
    await heading(page, 'Where you live');
    expect(await page.getByLabel('Street').inputValue()).toBe('Half an addr');
  });

  test('a reload keeps the session, the page and what was typed', async () => {
    const { page, troubles } = await wizard.begin();
    await page.getByLabel('About me').fill('Not saved yet');
    await page.reload();
    await page.getByText('What you typed last time is here again.').waitFor();
    expect(await page.getByLabel('About me').inputValue()).toBe('Not saved yet');
    expect(troubles).toEqual(calm);
  });

  test('in another browser the user goes on where he left off', async () => {
    const first = await wizard.begin();
    await fillAboutYou(first.page, 'Written on the phone');
    await press(first.page, 'Save and continue');
    await heading(first.page, 'Where you live');
    await first.context.close();

    const { page } = await wizard.visit('/', { viewport: desktop });
    await signIn(page, first.email);
    await heading(page, 'Where you live');
    await page.getByRole('link', { name: 'Back' }).click();
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('Written on the phone');
  });

  test('the address cannot lead past a page that is not answered', async () => {
    const { page } = await wizard.begin();
    await page.goto(`${wizard.origin}/#/address`);
    await heading(page, 'About you');
    await page.goto(`${wizard.origin}/#/review/`);
    await heading(page, 'About you');
    expect(new URL(page.url()).hash).toBe('#/about-you');
  });

  test('from the review an answer is changed, and the way leads back to the review', async () => {
    const { page } = await wizard.begin();
    await toReview(page);
    await page.getByRole('link', { name: 'Change: About you' }).click();
    await heading(page, 'About you');
    await page.getByLabel('About me').fill('Changed my mind');
    await press(page, 'Save and review');
    await heading(page, 'Check your answers');
    await page.getByText('Changed my mind').waitFor();
  });

  test('finishing does not throw away a change that was not saved', async () => {
    const { page } = await wizard.begin();
    await toReview(page);
    await page.getByRole('link', { name: 'Change: About you' }).click();
    await heading(page, 'About you');
    await page.getByLabel('About me').fill('Almost lost');
    await page.goBack();
    await heading(page, 'Check your answers');
    await press(page, 'Finish');
    await page.getByText('You changed “About you” and have not saved it.').waitFor();
    expect(await focused(page)).toBe('unsaved');
    await page.keyboard.press('Enter');
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('Almost lost');
  });

  test('whoever has finished sees his answers when he comes back', async () => {
    const { page, context, email } = await wizard.begin();
    await toReview(page);
    await press(page, 'Finish');
    await heading(page, 'All done, thank you!');
    await page.reload();
    await heading(page, 'All done, thank you!');
    await press(page, 'Sign out');
    await heading(page, 'Welcome back');
    await signIn(page, email);
    await heading(page, 'All done, thank you!');
    await page.getByText('I write programs.').waitFor();
    await context.close();
  });
});

describe('accounts', () => {
  test('neither token can be read by a script, and no password is kept', async () => {
    const { page, context } = await wizard.begin();
    await fillAboutYou(page);
    const cookies = await context.cookies(`${wizard.origin}/api/v1/auth/refresh`);
    const [refresh] = cookies;
    expect(refresh).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' });
    const readable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, window.name]),
    );
    expect(readable).toContain('I write programs.');
    expect(readable).not.toContain(refresh?.value);
    expect(readable).not.toMatch(/eyJ|token/i);
    expect(readable).not.toContain(password);
  });

  test('signing out asks before it throws away what is typed, and leaves nothing behind', async () => {
    const { page, context } = await wizard.begin();
    await page.getByLabel('About me').fill('Private');
    await press(page, 'Sign out');
    await press(page, 'Stay');
    expect(await page.getByLabel('About me').inputValue()).toBe('Private');
    await press(page, 'Sign out');
    await press(page, 'Sign out and throw away');
    await heading(page, 'Welcome back');
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    expect(await context.cookies(`${wizard.origin}/api/v1/auth/refresh`)).toEqual([]);
  });

  test('an email that is taken, a common password and a wrong one are told where they belong', async () => {
    const { page } = await wizard.visit();
    const member = await wizard.signedIn('member');
    await register(page, member.email);
    await page.locator('#field-email-error').getByText('There is an account with this email already.').waitFor();
    await page.getByLabel('Email').fill('somebody-new@example.com');
    await page.getByLabel(/^Password/).fill('password1');
    await press(page, 'Create account');
    await page.locator('#field-password-error').getByText('one of the commonest passwords').waitFor();
    await page.getByLabel(/^Password/).fill('short');
    await press(page, 'Create account');
    await page.locator('#field-password-error').getByText('This must have at least 8 characters.').waitFor();

    await press(page, 'I have an account: sign in');
    await page.getByLabel('Email').fill(member.email);
    await page.getByLabel(/^Password/).fill('not the right one');
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText('The email or the password is wrong.').waitFor();
  });
});

describe('flows', () => {
  test('an unknown one is said, and the others are offered', async () => {
    const { page } = await wizard.visit('/?flow=no-such-flow');
    await heading(page, 'There is nothing here');
    await page.getByText('“no-such-flow”').waitFor();
    await page.getByRole('link', { name: 'Welcome' }).click();
    await heading(page, 'Create your account');
  });

  test('where nothing is published, that is said', async () => {
    const { page, context } = await wizard.visit();
    await context.route('**/api/v1/flows*/**', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/json',
        body: '{"success":false,"error":{"code":"NOT_FOUND","message":""}}',
      }),
    );
    await context.route('**/api/v1/flows?locale=*', (route) =>
      route.fulfill({ json: { success: true, data: [], timestamp: '' } }),
    );
    await page.reload();
    await heading(page, 'Nothing to fill in yet');
  });
});
