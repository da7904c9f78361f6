import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { buildFlow } from '../support/drafts.js';

const nothing = { console: [], failed: [], foreign: [] };
const mostWaiting = 20_000;

let app: TestApp;
let browser: Browser;
let contexts: BrowserContext[] = [];
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
  const fields = ['Name', 'Birthdate'].map((label) => ({ key: `${label.toLowerCase()}_${made}`, label }));
  flow = await buildFlow(app.db, `flow-${made}`, { you: fields, home: [{ key: `street_${made}`, label: 'Street' }] });
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

interface Seat {
  page: Page;
  context: BrowserContext;
  email: string;
  troubles: Troubles;
}

/** An editor of his own, in a browser of his own, before the flow. */
async function editor(): Promise<Seat> {
  const { email } = await app.signedIn('editor');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  contexts.push(context);
  context.setDefaultTimeout(mostWaiting);
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/build`);
  await signIn(page, email);
  await page.getByRole('button', { name: 'Add a page' }).waitFor();
  return { page, context, email, troubles };
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const open = (page: Page, label: string) => page.getByRole('button', { name: `${label} Text`, exact: true }).click();
const label = (page: Page) => page.getByLabel('Label', { exact: true });
const labelOf = async (name: string) => {
  const row = app.db.selectFrom('fields').select('label').where('key', '=', `${name}_${made}`);
  return (await row.executeTakeFirstOrThrow()).label;
};

/** Keeps an editor's changes, and his looking, from the server until he is let go. */
async function held({ context }: Seat): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route('**/build*', async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

describe('two editors of one flow', () => {
  test('who change different things: both changes are there, and each sees the other’s', async () => {
    const [one, other] = [await editor(), await editor()];
    await open(one.page, 'Name');
    await label(one.page).fill('Full name');
    await other.page.getByLabel('Must be answered: Birthdate').uncheck();
    await Promise.all([saved(one.page), saved(other.page)]);
    await other.page.getByRole('button', { name: 'Full name Text', exact: true }).waitFor();
    const box = one.page.getByLabel('Must be answered: Birthdate');
    await box.and(one.page.locator(':not(:checked)')).waitFor();
    expect(await labelOf('name')).toBe('Full name');
    expect([one.troubles, other.troubles]).toEqual([nothing, nothing]);
  }, 60_000);

  test.each([
    ['Use mine', 'Mine'],
    ['Keep theirs', 'Theirs'],
  ])(
    'who change the same thing: the second is shown both, and has the choice (%s)',
    async (choice, outcome) => {
      const [one, other] = [await editor(), await editor()];
      const release = await held(other);
      await open(other.page, 'Name');
      await label(other.page).fill('Mine');
      // Typed and on its way, while the other one is quicker.
      await other.page.getByRole('status').getByText('Saving …').waitFor();
      await open(one.page, 'Name');
      await label(one.page).fill('Theirs');
      await saved(one.page);
      await expectLabel('Theirs');
      release();
      const conflict = other.page.getByRole('alert').filter({ hasText: 'Somebody else changed the same thing' });
      await conflict.waitFor();
      const told = (await conflict.innerText()).replace(/\s+/g, ' ');
      expect(told).toContain('The label of “Theirs” was changed by somebody else meanwhile.');
      expect(told).toMatch(/Theirs Theirs Yours Mine/);
      expect(told).toMatch(new RegExp(`It was editor \\d+, .*${new Date().getUTCFullYear()}`));
      expect(await labelOf('name')).toBe('Theirs');
      await conflict.getByRole('button', { name: choice }).click();
      await conflict.waitFor({ state: 'detached' });
      await saved(other.page);
      await expectLabel(outcome);
      await one.page.getByRole('button', { name: `${outcome} Text`, exact: true }).waitFor();
      expect([one.troubles, other.troubles]).toEqual([nothing, nothing]);
    },
    60_000,
  );

  test('who move the same field: the second is told both places, and his own is taken when he says so', async () => {
    const [one, other] = [await editor(), await editor()];
    const release = await held(other);
    await open(other.page, 'Name');
    await other.page.getByRole('button', { name: 'Move down' }).click();
    await open(one.page, 'Name');
    await one.page.getByLabel('Page', { exact: true }).selectOption('2. Page home');
    await saved(one.page);
    release();
    const conflict = other.page.getByRole('alert');
    await conflict.getByText('“Name” was moved by somebody else meanwhile.').waitFor();
    await conflict.getByText('Name, page 2 of 2, place 2 of 2.').waitFor();
    await conflict.getByText('Name, page 1 of 2, place 2 of 2.').waitFor();
    expect(await violations(other.page)).toEqual([]);
    await conflict.getByRole('button', { name: 'Use mine' }).click();
    await saved(other.page);
    const page = flow.pageIds.you as string;
    const rows = app.db.selectFrom('page_fields').select('position').where('page_id', '=', page);
    expect(await rows.execute()).toHaveLength(2);
    expect([one.troubles, other.troubles]).toEqual([nothing, nothing]);
  }, 60_000);

  test('who move and remove the same: what cannot be done any more is said, and nothing else is lost', async () => {
    const [one, other] = [await editor(), await editor()];
    const release = await held(other);
    await other.page.getByRole('button', { name: 'Settings of Page home' }).click();
    await other.page.getByRole('button', { name: 'Remove the page' }).click();
    await open(one.page, 'Name');
    await one.page.getByLabel('Page', { exact: true }).selectOption('2. Page home');
    await saved(one.page);
    release();
    const conflict = other.page.getByRole('alert');
    await conflict
      .getByText('Somebody else put a field on Page “Page home” meanwhile, so it was not removed.')
      .waitFor();
    await conflict.getByRole('button', { name: 'All right' }).click();
    await saved(other.page);
    const rows = app.db
      .selectFrom('page_fields')
      .select('page_id')
      .where('page_id', '=', flow.pageIds.home as string);
    expect(await rows.execute()).toHaveLength(2);
    expect([one.troubles, other.troubles]).toEqual([nothing, nothing]);
  }, 60_000);
});

describe('what cannot be saved', () => {
  test('is kept while the server does not answer, and saved when it does', async () => {
    const { page, context } = await editor();
    await context.setOffline(true);
    await page.getByLabel('Title of page 1').fill('About you');
    await page.getByRole('status').getByText('the server does not answer').waitFor();
    await page.getByLabel('Must be answered: Street').uncheck();
    await context.setOffline(false);
    // Asked to, it tries again at once; by itself too, and then the button may be gone by now.
    const again = page.getByRole('button', { name: 'Try again' });
    await again.evaluateAll((all) => {
      for (const button of all) (button as HTMLElement).click();
    });
    await saved(page);
    const pages = app.db
      .selectFrom('pages')
      .select('title')
      .where('id', '=', flow.pageIds.you as string);
    expect(await pages.executeTakeFirst()).toEqual({ title: 'About you' });
  }, 60_000);

  test('is kept when the session has ended: after signing in again it is there, and saved', async () => {
    const { page } = await editor();
    await app.pool.query('delete from admin_sessions');
    await page.getByLabel('Title of page 1').fill('About you');
    await page.getByRole('status').getByText('you are signed out').waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Title of page 1').waitFor();
    await saved(page);
    expect(await page.getByLabel('Title of page 1').inputValue()).toBe('About you');
    const pages = app.db
      .selectFrom('pages')
      .select('title')
      .where('id', '=', flow.pageIds.you as string);
    expect(await pages.executeTakeFirst()).toEqual({ title: 'About you' });
  }, 60_000);
});

async function expectLabel(expected: string): Promise<void> {
  expect(await labelOf('name')).toBe(expected);
}
