import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { system } from '../../src/domain/actors.js';
import * as pages from '../../src/domain/pages.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { buildFlow, publishFlow } from '../support/drafts.js';

const hostile = `</script><img src=x onerror="window.hacked=1">`;
const nothing = { console: [], failed: [], foreign: [] };

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let frame: FrameLocator;
let troubles: Troubles;
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
      { key: `born_${n}`, label: 'Birthdate', type: 'date', max: 'today' },
    ],
    home: [{ key: `street_${n}`, label: 'Street', max_length: 10 }],
  });
  await buildFlow(app.db, `other-${n}`, { only: [{ key: `nick_${n}`, label: `Nickname ${n}` }] });
  context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, locale: 'en-US' });
  context.setDefaultTimeout(15_000);
  troubles = watch(context, app.origin);
  page = await context.newPage();
  frame = page.frameLocator('iframe[title="Preview"]');
});
afterEach(() => context.close());

async function signIn(role: 'editor' | 'support', to: string): Promise<void> {
  const { email } = await app.signedIn(role);
  await page.goto(app.origin + to);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const open = () => signIn('editor', `/admin/resources/flows/records/${flow.id}/build`);
const heading = (name: string) => frame.getByRole('heading', { name, level: 1 }).waitFor();
const next = (name = 'Save and continue') => frame.getByRole('button', { name }).click();

/** How many rows every table has. */
async function counts(): Promise<Record<string, number>> {
  const { rows } = await app.pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const parts = rows.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`);
  const counted = await app.pool.query<{ name: string; n: number }>(parts.join(' union all '));
  return Object.fromEntries(counted.rows.map(({ name, n }) => [name, n]));
}

/** What the browser keeps of our origin. */
const inStorages = (of: Page) => of.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

describe('beside the flow builder', () => {
  test('the preview follows the draft: renamed, added, put in another order, and keeps page and typing', async () => {
    await open();
    await heading('Page you');
    await frame.getByLabel('Name').fill('Ann');
    await page.getByRole('button', { name: 'Name Text', exact: true }).click();
    await page.getByLabel('Label', { exact: true }).fill(hostile);
    await frame.getByLabel(hostile).waitFor();
    expect(await frame.getByLabel(hostile).inputValue()).toBe('Ann');
    await page.getByRole('button', { name: 'Close' }).first().click();

    // Another one on the same page, and then before the first.
    await page.getByLabel('Add to the page').selectOption({ index: 0 });
    await page.getByRole('button', { name: `Add: Nickname ${made}` }).click();
    await frame.getByLabel(`Nickname ${made}`).waitFor();
    const labels = () => frame.locator('main label').allInnerTexts();
    expect((await labels()).map((text) => text.replace(' *', ''))).toEqual([hostile, 'Birthdate', `Nickname ${made}`]);
    await page.getByRole('button', { name: `Move Nickname ${made}` }).focus();
    for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key);
    await frame
      .locator('main label')
      .first()
      .filter({ hasText: `Nickname ${made}` })
      .waitFor();
    expect(await frame.getByLabel(hostile).inputValue()).toBe('Ann');

    // What was typed goes with its field to another page, and one stays on the page one is on when another comes first.
    await page.getByRole('button', { name: `${hostile} Text`, exact: true }).click();
    await page.getByLabel('Page', { exact: true }).selectOption('2. Page home');
    await frame.getByLabel(hostile).waitFor({ state: 'detached' });
    await page.locator('#preview-place').selectOption('2. Page home');
    await heading('Page home');
    expect(await frame.getByLabel(hostile).inputValue()).toBe('Ann');
    await page.getByRole('button', { name: 'Move Page home' }).focus();
    for (const key of ['Space', 'ArrowLeft', 'Space']) await page.keyboard.press(key);
    await frame.getByText('Step 1 of 2', { exact: true }).waitFor();
    await heading('Page home');
    expect(await frame.getByLabel(hostile).inputValue()).toBe('Ann');
    // Somebody else puts one before all of them: whoever reads here reads on.
    await pages.create(app.db, system('system'), {
      flow_id: flow.id,
      key: 'zero',
      title: 'Zero',
      fields: [],
      position: 1,
    });
    await frame.getByText('Step 2 of 3', { exact: true }).waitFor();
    await heading('Page home');
    expect(await frame.getByLabel(hostile).inputValue()).toBe('Ann');
    expect(await page.evaluate(() => 'hacked' in window || 'hacked' in (window[0] as object))).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual(nothing);
  }, 90_000);

  test('is clicked through from the account page to the end, checked as it will be, and nothing is stored', async () => {
    await open();
    await heading('Page you');
    const before = await counts();
    await page.getByLabel('Go to').selectOption('Making an account');
    await heading('Create your account');
    await next('Create account');
    await frame.getByText('This is required.').first().waitFor();
    await frame.getByLabel('Email').fill('somebody@example.com');
    await frame.getByLabel(/^Password/).fill('a fine long password');
    await next('Create account');
    await heading('Page you');
    await next();
    await frame.getByText('Please look at 2 answers again').waitFor();
    await frame.getByLabel('Name').fill('Ann');
    await frame.getByLabel('Birthdate').fill('1990-05-17');
    expect(await inStorages(page)).not.toMatch(/Ann|doorstep-draft/);
    await next();
    await heading('Page home');
    await frame.getByLabel('Street').fill('Elm Street 12');
    await next('Save and review');
    await frame.getByRole('alert').getByText('This must have at most 10 characters.').waitFor();
    // Of this the page itself knows nothing: what stands in the server's place refuses it.
    await frame.getByLabel('Street').fill('Elm\u000112');
    await next('Save and review');
    await frame.getByText('This contains characters that cannot be stored.').first().waitFor();
    await frame.getByLabel('Street').fill('Elm 12');
    await next('Save and review');
    await heading('Check your answers');
    await frame.getByText('May 17, 1990').waitFor();
    await next('Finish');
    await heading('All done, thank you!');
    expect(await page.getByLabel('Go to').inputValue()).toBe('done/');
    expect(await counts()).toEqual(before);
    expect(await inStorages(page)).not.toMatch(/Ann|Elm|somebody/);
    // Not one step for the Back of the builder.
    expect(await page.evaluate(() => window.history.length)).toBeLessThan(6);

    await page.getByRole('button', { name: 'Start again' }).click();
    await heading('Page you');
    expect(await frame.getByLabel('Name').inputValue()).toBe('');
    expect(troubles).toEqual(nothing);
  }, 90_000);

  test('goes to the page that is worked at and leaves the focus there; what was passed is asked for at the end', async () => {
    await open();
    await heading('Page you');
    await page.getByLabel('Title of page 2').focus();
    await heading('Page home');
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Title of page 2');
    await page.keyboard.type('!');
    await page.keyboard.press('Enter');
    await heading('!');
    await frame.getByLabel('Street').fill('Elm 12');
    await next('Save and review');
    await next('Finish');
    await frame.getByText('Some answers have to be changed before you can finish').waitFor();
    await frame.getByRole('link', { name: 'Name: This is required.' }).click();
    await heading('Page you');
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('says in words what cannot be drawn', async () => {
    await open();
    await heading('Page you');
    await page.getByRole('button', { name: 'Add a page' }).click();
    // A word that has no end is broken, and makes no page wider.
    const extras = 'Extra'.padEnd(150, 's');
    await page.getByLabel('Title of page 3').fill(extras);
    await heading(extras);
    await frame.getByText(`The page “${extras}” has no field.`).waitFor();
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth)).toBe(390);
    for (const title of [extras, 'Page home', 'Page you']) {
      await page.getByRole('button', { name: `Settings of ${title}` }).click();
      await page.getByRole('button', { name: 'Remove the page' }).click();
    }
    await frame.getByText('There is nothing to see yet: the flow has no page.').waitFor();
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('is as wide as a phone or a desktop, opens over the columns where there is little room, and remembers it', async () => {
    await open();
    await heading('Page you');
    const width = () => frame.locator('html').evaluate(({ clientWidth }) => clientWidth);
    expect(await width()).toBe(390);
    await page.getByLabel('Desktop').check();
    expect(await width()).toBe(1024);
    await page.setViewportSize({ width: 820, height: 1000 });
    await page.locator('iframe[title="Preview"]').waitFor({ state: 'detached' });
    const button = page.getByRole('button', { name: 'Preview', exact: true });
    await button.press('Enter');
    await page.locator('h2:focus').filter({ hasText: 'Preview' }).waitFor();
    await heading('Page you');
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await heading('Page you');
    expect(await page.getByLabel('Desktop').isChecked()).toBe(true);
    await page.getByLabel('Phone').focus();
    await page.keyboard.press('Escape');
    await page.locator('iframe[title="Preview"]').waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(troubles).toEqual(nothing);
  }, 60_000);
});

test('in the languages of the flow the preview is read by its own choice, which is kept nowhere', async () => {
  await app.db
    .updateTable('flows')
    .set({ languages: ['de'] })
    .where('id', '=', flow.id)
    .execute();
  const inGerman = JSON.stringify({ de: { label: 'Vorname' } });
  await app.db.updateTable('fields').set({ translations: inGerman }).where('key', '=', `name_${made}`).execute();
  await open();
  await heading('Page you');
  await frame.getByLabel('Name').fill('Ann');
  await frame.getByLabel('Language').selectOption('de');
  await frame.getByRole('button', { name: 'Speichern und weiter' }).waitFor();
  expect(await frame.getByLabel('Vorname').inputValue()).toBe('Ann');
  await frame.getByLabel('Birthdate').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('language')))).toEqual([]);
  // What is said now follows too.
  await page.getByRole('button', { name: 'Name Text', exact: true }).click();
  await page.getByLabel('Shortest length, in characters').fill('20');
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  await next('Speichern und weiter');
  await frame.getByText('mindestens 20 Zeichen').first().waitFor();
  expect(troubles).toEqual(nothing);
}, 60_000);

test('the frame hears the page around it alone, and that page its own frame alone', async () => {
  await open();
  await heading('Page you');
  const inside = page.frames().find((one) => one.url().includes('/admin/preview/'));
  // What is sent is heard in order: when the last message has done its work, the first has done nothing.
  await inside?.evaluate(() => window.postMessage({ is: 'go', place: 'home' }, window.location.origin));
  await page.evaluate(() => window.postMessage({ is: 'at', place: 'review/' }, window.location.origin));
  for (const odd of [null, 'text', { is: 'else' }])
    await page.evaluate((data) => window[0]?.postMessage(data, window.location.origin), odd);
  await inside?.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await heading('Page you');
  expect(await page.getByLabel('Go to').inputValue()).toBe('you');
  await page.evaluate(() => window[0]?.postMessage({ is: 'go', place: 'home' }, window.location.origin));
  await heading('Page home');
  expect(await page.getByLabel('Go to').inputValue()).toBe('home');
  expect(troubles).toEqual(nothing);
}, 60_000);

test('a version opens as a wizard in a tab of its own, says which it is, and stores nothing', async () => {
  const { id } = await publishFlow(app.db, `live-${made}`, { only: [{ key: `asked_${made}`, label: 'Asked' }] });
  await app.db.updateTable('pages').set({ title: 'Another by now' }).where('flow_id', '=', id).execute();
  await signIn('support', `/admin/resources/flows/records/${id}/history`);
  const link = page.getByRole('link', { name: 'Open as a wizard: version 1' });
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await tab.getByRole('heading', { name: 'Page only' }).waitFor();
  const before = await counts();
  await tab.getByText(`Version 1 of “Flow live-${made}”. Nothing typed here is stored.`).waitFor();
  await tab.getByLabel('Asked').fill('An answer');
  expect(await inStorages(tab)).toBe('[{},{}]');
  expect(await violations(tab)).toEqual([]);
  await tab.getByRole('button', { name: 'Save and review' }).click();
  await tab.getByRole('button', { name: 'Finish' }).click();
  await tab.getByRole('heading', { name: 'All done, thank you!' }).waitFor();
  expect(await counts()).toEqual(before);
  expect(await inStorages(tab)).toBe('[{},{}]');
  await tab.getByLabel('Go to').selectOption('Making an account');
  await tab.getByRole('heading', { name: 'Create your account' }).waitFor();
  await tab.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await violations(tab)).toEqual([]);
  expect(troubles).toEqual(nothing);
}, 60_000);
