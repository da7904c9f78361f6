import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillAboutYou, heading, press, refusal, type Stage, saves, signIn, stage, toReview } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

const answersOf = async (email: string) =>
  (await wizard.db
    .selectFrom('submissions')
    .innerJoin('users', 'users.id', 'submissions.user_id')
    .select(['answers', 'revision', 'submissions.status'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow()) as { answers: Record<string, unknown>; revision: number; status: string };

/** Counts requests whose address ends so. */
function count(page: Page, ending: string) {
  const seen = { times: 0 };
  page.on('request', (request) => {
    if (request.url().endsWith(ending)) seen.times += 1;
  });
  return seen;
}

describe('a save that fails', () => {
  test('for lack of a server is said and kept, also over a reload, and works by hand afterwards', async () => {
    const { page, email } = await wizard.begin();
    await page.route(saves, (route) => route.abort());
    await fillAboutYou(page, 'Kept');
    await press(page, 'Save and continue');
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await page.reload();
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('Kept');
    await press(page, 'Save and continue');
    await page.getByRole('button', { name: 'Try again now' }).waitFor();
    await page.unroute(saves);
    await press(page, 'Try again now');
    await heading(page, 'Where you live');
    expect((await answersOf(email)).answers).toMatchObject({ about_me: 'Kept' });
  });

  test('for a server out of order is tried again by itself, not before the server asked for it', async () => {
    const { page, email } = await wizard.begin();
    const times: number[] = [];
    await page.route(saves, (route) => {
      times.push(Date.now());
      return times.length === 1 ? route.fulfill(refusal(503, 'UNAVAILABLE', { 'retry-after': '3' })) : route.continue();
    });
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await page.getByRole('alert').getByText('The server is busy.').waitFor();
    await heading(page, 'Where you live');
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(3000);
    expect(times).toHaveLength(2);
    expect((await answersOf(email)).revision).toBe(2);
  });

  test('while offline is made up for as soon as the browser is back', async () => {
    const { page, context } = await wizard.begin();
    await fillAboutYou(page);
    // The clock stands still, so that no retry comes by itself.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await context.setOffline(true);
    await press(page, 'Save and continue');
    await page.getByRole('alert').getByText('You are offline.').waitFor();
    await context.setOffline(false);
    await heading(page, 'Where you live');
  });

  test('of which only the answer was lost is not taken for somebody else’s', async () => {
    const { page, email } = await wizard.begin();
    let lost = 0;
    await page.route(saves, async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await press(page, 'Try again now');
    await heading(page, 'Where you live');
    expect(await page.getByText('Something was changed in the meantime').count()).toBe(0);
    expect((await answersOf(email)).revision).toBe(2);
  });

  test('tried again by itself leaves a form alone that somebody is at work on', async () => {
    const { page } = await wizard.begin();
    let asked = 0;
    await page.route(saves, (route) => {
      asked += 1;
      return route.fulfill(refusal(503, 'UNAVAILABLE'));
    });
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await page.getByRole('button', { name: 'Try again now' }).waitFor();
    await page.getByLabel('About me').fill('');
    await page.getByRole('button', { name: 'Try again now' }).waitFor({ state: 'detached' });
    expect(asked).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('or takes its time does not swallow what is typed meanwhile', async () => {
    const { page, email } = await wizard.begin();
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.route(saves, async (route) => {
      await held;
      await route.continue();
    });
    await fillAboutYou(page, 'First');
    await press(page, 'Save and continue');
    await page.getByRole('button', { name: 'Saving …' }).waitFor();
    await page.getByLabel('About me').fill('First and second');
    release();
    await page.getByRole('button', { name: 'Save and continue' }).waitFor();
    expect(await page.getByLabel('About me').inputValue()).toBe('First and second');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    expect(await answersOf(email)).toMatchObject({ revision: 3, answers: { about_me: 'First and second' } });
  });

  test('because the server knows better shows the server’s complaint at the field', async () => {
    const { page } = await wizard.begin();
    const details = [{ field: 'birthdate', error: 'The server says so.' }];
    const answer = refusal(422, 'VALIDATION_ERROR');
    const body = JSON.parse(answer.body);
    body.error.details = details;
    await page.route(saves, (route) => route.fulfill({ ...answer, body: JSON.stringify(body) }));
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await page.locator('#field-birthdate-error').getByText('The server says so.').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'field-birthdate');
  });
});

describe('finishing', () => {
  test('counts as done where only the answer to an earlier try was lost', async () => {
    const { page, email } = await wizard.begin();
    await toReview(page);
    let lost = 0;
    await page.route('**/complete', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await press(page, 'Finish');
    await press(page, 'Try again now');
    await heading(page, 'All done, thank you!');
    expect((await answersOf(email)).status).toBe('completed');
  });

  test('tells what the server still wants, with the way there', async () => {
    const { page, email } = await wizard.begin();
    await toReview(page);
    const user = await wizard.db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirstOrThrow();
    await wizard.db
      .updateTable('submissions')
      .set({ answers: JSON.stringify({ about_me: 'Only this' }) })
      .where('user_id', '=', user.id)
      .execute();
    await press(page, 'Finish');
    await page.getByRole('link', { name: 'Birthdate: This is required.' }).click();
    await heading(page, 'About you');
  });
});

describe('a session', () => {
  test('whose access token has expired is renewed unnoticed, and the save arrives once', async () => {
    const { page, email } = await wizard.begin();
    const renewals = count(page, '/auth/refresh');
    let refused = 0;
    await page.route(saves, (route) =>
      refused++ === 0 ? route.fulfill(refusal(401, 'TOKEN_EXPIRED')) : route.continue(),
    );
    await fillAboutYou(page);
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    expect(renewals.times).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect((await answersOf(email)).revision).toBe(2);
  });

  test('that is older than its access token is renewed before the request, so that none fails', async () => {
    const { page, context, email } = await wizard.visit();
    await context.clock.install();
    await page.reload();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel(/^Password/).fill('a long enough password');
    await press(page, 'Create account');
    await heading(page, 'About you');
    await fillAboutYou(page);
    const renewals = count(page, '/auth/refresh');
    const refused: number[] = [];
    page.on('response', (response) => response.status() === 401 && refused.push(401));
    await context.clock.fastForward('20:00');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    expect(renewals.times).toBe(1);
    expect(refused).toEqual([]);
  });

  test('that was ended elsewhere asks to sign in again and goes on with what was typed', async () => {
    const { page, email } = await wizard.begin();
    await fillAboutYou(page, 'Typed before the end');
    await wizard.db.updateTable('sessions').set({ ended_at: new Date() }).execute();
    await press(page, 'Save and continue');
    await page.getByText('Your session has ended.').waitFor();
    await signIn(page, email);
    await heading(page, 'About you');
    expect(await page.getByLabel('About me').inputValue()).toBe('Typed before the end');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
  });

  test('of somebody who signed in on another tab is not used to save this one’s answers', async () => {
    const { page, context, email } = await wizard.begin();
    await fillAboutYou(page, 'Mine');
    const other = await context.newPage();
    await other.goto(wizard.origin);
    await heading(other, 'About you');
    await press(other, 'Sign out');
    await heading(other, 'Welcome back');
    const stranger = await wizard.signedIn('member');
    await signIn(other, stranger.email);
    await heading(other, 'About you');
    await press(page, 'Save and continue');
    // The page is now the other user's own, with nothing on it.
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
    expect((await answersOf(email)).answers).toEqual({});
    expect((await answersOf(stranger.email)).answers).toEqual({});
  });
});

describe('a server that is away', () => {
  test('when the page opens is waited for', async () => {
    const { page, context } = await wizard.visit();
    await context.route('**/api/**', (route) => route.abort());
    await page.reload();
    await heading(page, 'We cannot reach the server');
    await context.unroute('**/api/**');
    await press(page, 'Try again now');
    await heading(page, 'Create your account');
  });

  test('when somebody registers is said, and nothing typed is lost', async () => {
    const { page, context } = await wizard.visit();
    await context.route('**/auth/register', (route) =>
      route.fulfill(refusal(429, 'RATE_LIMITED', { 'retry-after': '120' })),
    );
    await page.getByLabel('Email').fill('eager@example.com');
    await page.getByLabel(/^Password/).fill('a long enough password');
    await press(page, 'Create account');
    await page.getByRole('alert').getByText('Please wait 2 minutes').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe('eager@example.com');
  });
});
