import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { buildFlow } from '../support/drafts.js';

const hostile = `</script><img src=x onerror="window.hacked=1">`;
const nothing = { console: [], failed: [], foreign: [] };

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
  const n = made;
  flow = await buildFlow(app.db, `flow-${n}`, {
    you: [
      { key: `name_${n}`, label: 'Name' },
      { key: `born_${n}`, label: 'Birthdate', type: 'date' },
    ],
    home: [{ key: `street_${n}`, label: 'Street' }],
  });
  // Stands in the library, and in another flow.
  await buildFlow(app.db, `other-${n}`, { only: [{ key: `nick_${n}`, label: `Nickname ${n}` }] });
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

/** An editor of his own, in a browser of his own, before the flow. */
async function editor(): Promise<{ page: Page; troubles: Troubles; context: BrowserContext }> {
  const { email } = await app.signedIn('editor');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  contexts.push(context);
  context.setDefaultTimeout(20_000);
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/build`);
  await signIn(page, email);
  await column(page, 1).waitFor();
  return { page, troubles, context };
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const column = (page: Page, number: number) => page.getByRole('listitem', { name: new RegExp(`^Page ${number}:`) });
const card = (page: Page, label: string) => page.locator('[data-field]').filter({ hasText: label });
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const handle = (page: Page, name: string) => page.getByRole('button', { name: `Move ${name}`, exact: true });
const said = (page: Page, text: string | RegExp) =>
  page.getByTestId('said').filter({ hasText: text }).waitFor({ state: 'attached' });

/** The draft as the database has it: page by page, `Label!` where it must be answered. */
async function draft(): Promise<Record<string, string[]>> {
  const rows = await app.db
    .selectFrom('pages')
    .leftJoin('page_fields', 'page_fields.page_id', 'pages.id')
    .leftJoin('fields', 'fields.id', 'page_fields.field_id')
    .select(['pages.title', 'fields.label', 'page_fields.required'])
    .where('pages.flow_id', '=', flow.id)
    .orderBy('pages.position')
    .orderBy('page_fields.position')
    .execute();
  const pages: Record<string, string[]> = {};
  for (const { title, label, required } of rows) {
    pages[title] = [...(pages[title] ?? []), ...(label ? [`${label}${required ? '!' : ''}`] : [])];
  }
  return pages;
}

/** Presses, moves in steps as a hand does, and lets go over the upper part of the target. */
async function drag(page: Page, from: ReturnType<Page['locator']>, to: ReturnType<Page['locator']>, at = 0.2) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('There is nothing to drag, or nowhere to drag it to.');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height * at, { steps: 3 });
  await page.mouse.up();
}

describe('the flow builder', () => {
  test('shapes a flow by mouse: fields dragged, a page and a field made, problems told where they are', async () => {
    const { page, troubles } = await editor();
    await drag(page, handle(page, 'Birthdate'), card(page, 'Street'));
    await saved(page);
    expect(await draft()).toEqual({ 'Page you': ['Name!'], 'Page home': ['Birthdate!', 'Street!'] });

    await page.getByRole('button', { name: 'Add a page' }).click();
    await page.getByText('One thing keeps it from being published').waitFor();
    await page.getByLabel('Title of page 3').fill('Extras');
    await column(page, 3).getByText('The page “Extras” has no field.').waitFor();
    await drag(page, page.locator('.library-field').filter({ hasText: `Nickname ${made}` }), column(page, 3), 0.8);
    await card(page, `Nickname ${made}`).waitFor();
    await page.getByText('keeps it from being published').waitFor({ state: 'detached' });
    await page.getByLabel(`Must be answered: Nickname ${made}`).uncheck();

    await page.getByRole('button', { name: 'New field', exact: true }).click();
    await page.getByLabel('Label', { exact: true }).fill(hostile);
    await page.getByLabel('Type', { exact: true }).selectOption({ label: 'One choice' });
    await page.getByRole('button', { name: 'Make it and add it' }).click();
    await page.getByLabel('Option 1: what the user reads').fill('Green');
    await saved(page);
    expect(await draft()).toEqual({
      'Page you': ['Name!'],
      'Page home': ['Birthdate!', 'Street!'],
      Extras: [`Nickname ${made}`, `${hostile}!`],
    });
    const row = app.db.selectFrom('fields').select(['options', 'type']).where('label', '=', hostile);
    expect(await row.executeTakeFirst()).toEqual({ type: 'select', options: [{ label: 'Green', value: 'option-1' }] });

    // The page goes to the front by its handle.
    await drag(page, handle(page, 'Extras'), column(page, 1), 0.1);
    await page.mouse.move(0, 0);
    await saved(page);
    expect(Object.keys(await draft()).sort()).toEqual(['Extras', 'Page home', 'Page you']);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(troubles).toEqual(nothing);
  }, 90_000);

  test('takes changes back and makes them again, and says what a page was removed with', async () => {
    const { page, troubles } = await editor();
    await page.getByRole('button', { name: 'Settings of Page you' }).click();
    await page.getByRole('button', { name: 'Remove the page' }).click();
    await saved(page);
    expect(await draft()).toEqual({ 'Page home': ['Street!'] });
    await page.getByRole('button', { name: 'Undo' }).click();
    await saved(page);
    expect(await draft()).toEqual({ 'Page you': ['Name!', 'Birthdate!'], 'Page home': ['Street!'] });
    await page.getByRole('button', { name: 'Redo' }).click();
    await saved(page);
    expect(await draft()).toEqual({ 'Page home': ['Street!'] });
    await page.keyboard.press('Control+z');
    await column(page, 2).waitFor();
    await saved(page);
    expect(await draft()).toEqual({ 'Page you': ['Name!', 'Birthdate!'], 'Page home': ['Street!'] });
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('edits a field with the right control for each rule, keeps what cannot be saved, and says where else it stands', async () => {
    const { page, troubles } = await editor();
    await page.getByRole('searchbox', { name: 'Search the library' }).fill(`nickname ${made}`);
    await page.getByRole('button', { name: `Add: Nickname ${made}` }).click();
    await card(page, `Nickname ${made}`)
      .getByRole('button', { name: `Nickname ${made} Text` })
      .click();
    await page.getByText(`Also in: Flow other-${made}`).waitFor();
    await page.getByLabel('Shortest length, in characters').fill('9');
    await page.getByLabel('Longest length, in characters').fill('5');
    await page.getByText('This must not be less than the shortest length.').waitFor();
    await page.getByRole('status').getByText('Not saved yet: something needs mending').waitFor();
    await page.getByLabel('Longest length, in characters').fill('50');
    await saved(page);
    await card(page, 'Birthdate').getByRole('button', { name: 'Birthdate Date' }).click();
    await page.getByLabel('Latest day').selectOption('Counted from today');
    await saved(page);
    expect(await violations(page)).toEqual([]);
    const rules = app.db.selectFrom('fields').select(['min_length', 'max_length', 'max']).orderBy('label');
    expect(await rules.where('key', 'in', [`nick_${made}`, `born_${made}`]).execute()).toEqual([
      { min_length: null, max_length: null, max: '-18y' },
      { min_length: 9, max_length: 50, max: null },
    ]);
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('is left for the library of copies: a duplicate opens in the builder, with the same fields', async () => {
    const { page, troubles } = await editor();
    await page.getByRole('link', { name: 'Duplicate' }).click();
    await page.getByLabel('Slug').fill(`flow-${made}`);
    await page.getByRole('button', { name: 'Make the copy' }).click();
    await page.getByText('A flow with this slug already exists.').first().waitFor();
    await page.getByLabel('Slug').fill(`copy-${made}`);
    await page.getByRole('button', { name: 'Make the copy' }).click();
    await page.waitForURL(/\/build$/);
    await column(page, 2).waitFor();
    expect(await page.getByLabel('Title of the flow').inputValue()).toBe(`Flow flow-${made} (copy)`);
    expect(troubles).toEqual(nothing);
  }, 60_000);
});

describe('by the keyboard alone', () => {
  /** Tab until the focus stands on what is called so. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 120; presses += 1) {
      const is = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return element?.ariaLabel ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      });
      if (is === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Nothing called ${name} takes the focus.`);
  }

  test('a field is lifted, moved, put back and dropped, each step read aloud; a page too', async () => {
    const { page, troubles } = await editor();
    await tabTo(page, 'Move Birthdate');
    await page.keyboard.press('Space');
    await said(page, 'Birthdate is lifted. Birthdate, page 1 of 2, place 2 of 2.');
    await page.keyboard.press('ArrowRight');
    await said(page, /^Birthdate, page 2 of 2, place 2 of 2\./);
    await page.keyboard.press('Escape');
    await said(page, 'Put back. Birthdate, page 1 of 2, place 2 of 2.');
    expect(await draft()).toEqual({ 'Page you': ['Name!', 'Birthdate!'], 'Page home': ['Street!'] });
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await said(page, /^Birthdate, page 2 of 2, place 1 of 2\./);
    await page.keyboard.press('Space');
    await said(page, 'Dropped. Birthdate, page 2 of 2, place 1 of 2.');
    await saved(page);
    // The focus went with it.
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Move Birthdate');
    expect(await draft()).toEqual({ 'Page you': ['Name!'], 'Page home': ['Birthdate!', 'Street!'] });

    await page.keyboard.press('Control+z');
    await said(page, 'Taken back: Birthdate moved');
    await saved(page);
    expect(await draft()).toEqual({ 'Page you': ['Name!', 'Birthdate!'], 'Page home': ['Street!'] });
    await tabTo(page, 'Move Page home');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowLeft');
    await said(page, /^Page home, page 1 of 2\./);
    await page.keyboard.press('Space');
    await saved(page);
    const order = app.db.selectFrom('pages').select('title').where('flow_id', '=', flow.id).orderBy('position');
    expect(await order.execute()).toEqual([{ title: 'Page home' }, { title: 'Page you' }]);
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('a page is made and named, a field found and added, opened, changed and closed', async () => {
    const { page, troubles } = await editor();
    await tabTo(page, 'Add a page');
    await page.keyboard.press('Enter');
    await page.locator('input:focus').and(page.getByLabel('Title of page 3')).waitFor();
    await page.keyboard.type('More');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Search the library');
    await page.keyboard.type(`nickname ${made}`);
    await tabTo(page, `Add: Nickname ${made}`);
    await page.keyboard.press('Enter');
    await said(page, `Nickname ${made}, page 3 of 3, place 1 of 1.`);
    await tabTo(page, `Nickname ${made}Text`);
    await page.keyboard.press('Enter');
    await page
      .locator('h2:focus')
      .filter({ hasText: `Field “Nickname ${made}”` })
      .waitFor();
    await tabTo(page, 'Label');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Called');
    await page.keyboard.press('Escape');
    await page.locator('button:focus').filter({ hasText: 'Called' }).waitFor();
    await saved(page);
    expect(await draft()).toEqual({ 'Page you': ['Name!', 'Birthdate!'], 'Page home': ['Street!'], More: ['Called!'] });
    expect(troubles).toEqual(nothing);
  }, 60_000);
});
