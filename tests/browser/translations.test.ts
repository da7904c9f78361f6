import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { system } from '../../src/domain/actors.js';
import * as drafts from '../../src/domain/drafts.js';
import * as fields from '../../src/domain/fields.js';
import * as versions from '../../src/domain/versions.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { publishFlow } from '../support/drafts.js';

const nothing = { console: [], failed: [], foreign: [] };

let app: TestApp;
let browser: Browser;
let flow: Awaited<ReturnType<typeof publishFlow>>;

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  flow = await publishFlow(app.db, 'join', {
    you: [
      { key: 'motto', label: 'Motto', help: 'What drives you?', max_length: 5 },
      {
        ...{ key: 'colour', type: 'select', label: 'Colour' },
        options: [
          { value: 'r', label: 'Red' },
          { value: 'b', label: 'Blue' },
        ],
      },
    ],
    plan: [{ key: 'seats', type: 'number', label: 'Seats', min: '2' }],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function opened(locale: string): Promise<{ page: Page; troubles: Troubles; context: BrowserContext }> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(25_000);
  const troubles = watch(context, app.origin);
  return { page: await context.newPage(), troubles, context };
}

/** As the editor of the other story left it. */
async function translate(): Promise<void> {
  const { document } = await drafts.read(app.db, system('cli'), 'join');
  const texts: Record<string, object> = { colour: { label: 'Farbe', options: { r: 'Rot', b: 'Blau' } } };
  const pages = document.pages.map((page) => ({
    ...page,
    ...(page.key === 'you' ? { translations: { de: { title: 'Über Sie' } } } : {}),
    fields: page.fields.map((field) =>
      texts[field.key] ? { ...field, translations: { de: texts[field.key] } } : field,
    ),
  }));
  const said = { languages: ['de'], translations: { de: { title: 'Mitmachen' } } };
  await drafts.write(app.db, system('cli'), { slug: 'join' }, { ...document, ...said, pages });
  await versions.publish(app.db, system('cli'), flow.id, {});
}

const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const langOf = (page: Page, text: string) =>
  page
    .getByText(text)
    .first()
    .evaluate((element) => element.closest('[lang]')?.getAttribute('lang'));

describe('a flow in another language', () => {
  test('is offered by an editor, who fills it in beside the main texts and is told what is missing', async () => {
    const { email } = await app.signedIn('editor');
    const { page, troubles, context } = await opened('en-GB');
    await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/build`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');

    await press(page, 'Languages');
    await page.getByLabel('Add a language').selectOption('de');
    await press(page, 'Add the language');
    await page.getByText('9 texts missing').waitFor();
    await page.getByLabel('Title of the flow: German').fill('Mitmachen');
    await page.getByText('8 texts missing').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('.builder-drawer').getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Settings of Page you' }).click();
    await page.getByLabel('Title: German').fill('Über Sie');
    await page.getByText('complete', { exact: true }).waitFor();
    await page.locator('.builder-drawer').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: /^Colour/ }).click();
    await page.getByLabel('Label: German').fill('Farbe');
    await page.getByLabel('Option “Red”: German').fill('Rot');
    await page.getByLabel('Option “Blue”: German').fill('Blau');
    await page.getByText('complete', { exact: true }).waitFor();
    await saved(page);
    expect(await violations(page)).toEqual([]);
    await press(page, 'Undo');
    await page
      .getByText(/^\d texts? missing$/)
      .first()
      .waitFor();
    await press(page, 'Redo');
    await saved(page);
    await page.locator('.builder-drawer').getByRole('button', { name: 'Close' }).click();

    await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/publish`);
    await page.getByText('German is new: 5 of 9 texts are translated.').waitFor();
    await page.getByText('German: 4 texts of 9 missing').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Version 2 is live now.').first().waitFor();
    expect(troubles).toEqual(nothing);
    await context.close();

    const austrian = await opened('de-AT');
    await austrian.page.goto(`${app.origin}/?flow=join`);
    await austrian.page.getByText('Mitmachen', { exact: true }).waitFor();
    await austrian.context.close();
  }, 90_000);

  test('is told in the log text by text, in words', async () => {
    await translate();
    const colours = app.db.selectFrom('fields').select('id').where('key', '=', 'colour');
    const { id } = await colours.executeTakeFirstOrThrow();
    const de = { label: 'Farbe', options: { r: 'Zinnober', b: 'Blau' } };
    await fields.update(app.db, system('cli'), id, { translations: { de } });
    const entries = app.db.selectFrom('audit_log').select('id').where('entity_id', '=', id).orderBy('id', 'desc');
    const entry = await entries.executeTakeFirstOrThrow();
    const { email } = await app.signedIn('admin');
    const { page, troubles, context } = await opened('en-GB');
    await page.goto(`${app.origin}/admin/resources/audit_log/records/${entry.id}/show`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
    const changes = page.locator('table.changes tbody tr');
    await changes.first().waitFor();
    const told = (await changes.allInnerTexts()).map((row) => row.split(/\s*\t\s*/));
    expect(told).toEqual([['Options, r: German', 'Rot', 'Zinnober']]);
    expect(troubles).toEqual(nothing);
    await context.close();
  }, 60_000);

  test('is gone through in German by somebody from Austria, to the end, and what is not translated says that it is English', async () => {
    await translate();
    const { page, troubles, context } = await opened('de-AT');
    await page.goto(`${app.origin}/?flow=join`);
    await page.getByRole('heading', { level: 1, name: 'Konto anlegen' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await page.getByText('Mitmachen', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('E-Mail').fill('austria@example.com');
    await page
      .getByLabel(/^Passwort/)
      .first()
      .fill('short');
    await press(page, 'Konto anlegen');
    await page.getByText('Bitte geben Sie mindestens 8 Zeichen ein.').first().waitFor();
    await page
      .getByLabel(/^Passwort/)
      .first()
      .fill('password123');
    await press(page, 'Konto anlegen');
    await page.getByText('Dieses Passwort benutzen sehr viele. Bitte nehmen Sie ein anderes.').waitFor();
    await page
      .getByLabel(/^Passwort/)
      .first()
      .fill(password);
    await press(page, 'Konto anlegen');

    await page.getByRole('heading', { level: 1, name: 'Über Sie' }).waitFor();
    await page.getByText('Schritt 1 von 2', { exact: true }).waitFor();
    expect(await langOf(page, 'Motto')).toBe('en');
    expect(await langOf(page, 'What drives you?')).toBe('en');
    expect(await langOf(page, 'Farbe')).toBe('de');
    await page.getByLabel('Motto').fill('too long');
    await press(page, 'Speichern und weiter');
    await page.getByText('Bitte geben Sie höchstens 5 Zeichen ein.').first().waitFor();
    expect(await violations(page)).toEqual([]);

    // Changed and back: what is typed stays, and complaints are told anew.
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByRole('heading', { level: 1, name: 'Page you' }).waitFor();
    await page.getByText('This must have at most 5 characters.').first().waitFor();
    expect(await page.getByLabel('Motto').inputValue()).toBe('too long');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Page you' }).waitFor();
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { level: 1, name: 'Über Sie' }).waitFor();

    await page.getByLabel('Motto').fill('Los');
    await page.getByText('Blau').click();
    await press(page, 'Speichern und weiter');
    await page.getByRole('heading', { level: 1, name: 'Page plan' }).waitFor();
    await page.getByLabel('Seats').fill('1,5');
    await press(page, 'Speichern und überprüfen');
    await page.getByText('Die Zahl darf nicht kleiner sein als 2.').first().waitFor();
    await page.getByLabel('Seats').fill('2,5');
    await press(page, 'Speichern und überprüfen');
    await page.getByRole('heading', { level: 1, name: 'Prüfen Sie Ihre Antworten' }).waitFor();
    await page.getByText('2,5', { exact: true }).waitFor();
    await page.getByText('Blau', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, 'Abschließen');
    await page.getByRole('heading', { level: 1, name: 'Geschafft, vielen Dank!' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const answers = await app.db.selectFrom('submissions').select(['answers', 'status']).executeTakeFirstOrThrow();
    expect(answers).toEqual({ answers: { motto: 'Los', colour: 'b', seats: 2.5 }, status: 'completed' });
    expect(troubles.console.filter((line) => !/status of 422/.test(line))).toEqual([]);
    expect({ ...troubles, console: [] }).toEqual(nothing);
    await context.close();
  }, 90_000);

  test('is in the language chosen while it was being opened', async () => {
    await translate();
    const { page, context } = await opened('de-AT');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/v1/submissions*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${app.origin}/?flow=join`);
    await page.getByLabel('E-Mail').fill('undecided@example.com');
    await page
      .getByLabel(/^Passwort/)
      .first()
      .fill(password);
    const asked = page.waitForRequest('**/api/v1/submissions*');
    await press(page, 'Konto anlegen');
    await asked;
    await page.getByLabel('Sprache').selectOption('en');
    release();
    await page.getByText('Step 1 of 2', { exact: true }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Page you');
    await context.close();
  }, 60_000);
});
