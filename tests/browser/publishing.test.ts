import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { type Club, club } from '../support/clubs.js';

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: Troubles;
let people: Club;
let made = 0;

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(10_000);
  troubles = watch(context, app.origin);
  page = await context.newPage();
  made += 1;
  people = await club(app, `club${made}`);
});

const hostile = `</script><img src=x onerror="window.hacked=1"> ‏שלום`;
const nothing = { console: [], failed: [], foreign: [] };

async function signIn(role: 'admin' | 'editor' | 'support', to: string) {
  const { email } = await app.signedIn(role);
  await page.goto(app.origin + to);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const flowAt = (action: string) => `/admin/resources/flows/records/${people.flow.id}/${action}`;
const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

describe('an editor who publishes', () => {
  test('is told what differs and whom it touches, carries three over, and finds it as it was foretold', async () => {
    await people.redraft();
    await signIn('editor', flowAt('publish'));
    await said('What differs from version 1, which is live');
    await said('City moves from Page home to Page about.');
    await said('Colour no longer offers “RED”.');
    await said('3 people are in progress, on version 1.');
    await said('2 people have passed a page that changes.');
    await said('1 person has answered a field that goes (Phone: 1).');
    expect(await page.getByLabel('They stay on their version').isChecked()).toBe(true);
    expect(await violations(page)).toEqual([]);
    // By keyboard: the next one of the two.
    await page.getByLabel('They stay on their version').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('Carry them over to version 2').isChecked()).toBe(true);
    await said('1 person has answers that no longer fit (Colour: 1, Phone: 1)');
    await said('1 person has to go through a page once more.');
    await page.getByLabel('Notes').fill('No phone any more');
    await page.getByRole('button', { name: 'Publish now' }).press('Enter');
    await said('Version 2 is live now.');
    await said('3 people were carried over; 1 of them with answers set aside.');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Version 2 is live now.');
    expect(await violations(page)).toEqual([]);
    const rows = [await people.row(people.ann), await people.row(people.ben), await people.row(people.cem)];
    expect(rows.filter(({ set_aside }) => Object.keys(set_aside).length)).toHaveLength(1);
    expect(rows.map(({ current_page }) => current_page)).toEqual([null, 'about', 'about']);
    await page.getByRole('link', { name: 'History of this flow' }).click();
    await page.getByRole('row', { name: /Version 2 live .* No phone any more 3 0/ }).waitFor();
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('leaves those in progress where they are, unless he says otherwise', async () => {
    await people.redraft();
    await signIn('editor', flowAt('publish'));
    await page.getByRole('button', { name: 'Publish now' }).click();
    await said('Who was in progress goes on with the version begun.');
    expect(await people.row(people.ann)).toMatchObject({ set_aside: {}, revision: 3 });
  }, 60_000);

  test('is shown anew what differs, when somebody changed the draft meanwhile; nothing is published unseen', async () => {
    await people.redraft();
    await signIn('editor', flowAt('publish'));
    await said('City moves from Page home to Page about.');
    const ofFlow = app.db.updateTable('pages').set({ title: hostile }).where('flow_id', '=', people.flow.id);
    await ofFlow.where('key', '=', 'home').execute();
    await page.getByLabel('Notes').fill('My notes');
    await page.getByRole('button', { name: 'Publish now' }).click();
    await said(/It was changed since you looked/);
    await said(`The page is called “${hostile}”, no longer “Page home”.`);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.getByLabel('Notes').inputValue()).toBe('My notes');
    await page.setViewportSize({ width: 820, height: 1100 });
    await page.getByRole('button', { name: 'Publish now' }).click();
    await said('Version 2 is live now.');
    expect(troubles).toEqual(nothing);
  }, 60_000);
});

describe('the history of a flow', () => {
  test('compares any two, opens one as it was, and makes one live again, with those in progress if one likes', async () => {
    await people.redraft();
    await signIn('editor', flowAt('publish'));
    await page.getByLabel('Carry them over to version 2').check();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByRole('link', { name: 'History of this flow' }).click();
    await page.getByRole('button', { name: 'Compare with the one before: version 2' }).click();
    await said('What changes from version 1 to version 2');
    await said('ZIP is new and may be left out.');
    expect(new URL(page.url()).search).toBe('?from=1&to=2');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 820, height: 1100 });
    await page.getByLabel('From').selectOption('2');
    await page.getByLabel('To', { exact: true }).selectOption('draft');
    await said('Nothing: they are the same.');
    await page.getByRole('link', { name: 'Version 1', exact: true }).click();
    await said('What users see');
    await page.goBack();
    await page.getByRole('link', { name: 'Make live again: version 1' }).click();
    await said('Version 1 becomes live again, as version 3.');
    await said('Phone is new and may be left out.');
    await page.getByLabel('Carry them over to version 3').check();
    await said('1 person has answers that were set aside before and fit again: they are given back.');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make it live now' }).click();
    await said('Version 3 is live now.');
    const { answers, set_aside } = await people.row(people.ann);
    expect([answers, set_aside]).toEqual([
      people.answers({ name: 'Ann', phone: '123', colour: 'red', city: 'Ulm' }),
      {},
    ]);
    expect(troubles).toEqual(nothing);
  }, 90_000);

  test('is read by support, who publishes nothing', async () => {
    await signIn('support', flowAt('history'));
    await page.getByRole('link', { name: 'Version 1', exact: true }).waitFor();
    await page.getByLabel('From').selectOption('1');
    expect(await page.getByRole('option', { name: 'The draft' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Publish' }).count()).toBe(0);
  }, 60_000);
});

test('support reads what was set aside, with the label and the version it was answered under', async () => {
  await people.redraft();
  await signIn('admin', flowAt('publish'));
  await page.getByLabel('Carry them over to version 2').check();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await said('Version 2 is live now.');
  await page.goto(`${app.origin}/admin/resources/submissions/records/${people.ann.id}/show`);
  await said(/^Phone/);
  await said('123');
  // What is stored is `red`; this is what she chose.
  await said('RED');
  expect(await violations(page)).toEqual([]);
  expect(troubles).toEqual(nothing);
}, 60_000);
