import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../src/config.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { clerk } from '../support/clerk.js';
import { literals } from '../support/literals.js';
import { drawn, follow, officePages, plainPages } from '../support/office-pages.js';
import { furnish, type Scene } from '../support/office-scene.js';

let app: TestApp;
let browser: Browser;
let scene: Scene;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  scene = await furnish(app, {
    name: 'Anna Ärmel',
    title: 'Garten',
    description: 'Was darin wächst.',
    label: 'Lieblingspflanze',
    help: 'Nur eine.',
    option: 'Rosen',
    answer: 'Teerosen',
    notes: 'Fragt auch nach Pflanzen',
    reason: 'Am Telefon erbeten',
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

type Role = 'support' | 'editor' | 'admin';
const nothing = { console: [], failed: [], foreign: [] };

/** A browser that speaks German, in which somebody of the staff is signed in, or nobody. */
async function enter(role?: Role): Promise<{ context: BrowserContext; page: Page; troubles: Troubles }> {
  const context = await browser.newContext({ locale: 'de-AT', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const [name = '', value = ''] = role ? (await clerk(app, role)).cookie.split('=') : [];
  if (role) await context.addCookies([{ name, value, url: app.origin }]);
  return { context, page: follow(await context.newPage()), troubles: watch(context, app.origin) };
}

/** What is seen of a page, and what is read out: its texts, a line each. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const attributes = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];
    const named = [...document.querySelectorAll('body *')].flatMap((element) =>
      attributes.map((name) => element.getAttribute(name) ?? ''),
    );
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [document.title];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (!parentElement?.closest('script, style, noscript, [lang]:not(html)')) texts.push(textContent ?? '');
    }
    return [...texts, ...named].map((text) => text.trim()).filter(Boolean);
  });

const locale = (name: string) => {
  const path = `admin/locales/${name}.ts`;
  return literals(path, readFileSync(join(projectRoot, path), 'utf8')).map(({ text }) => text);
};
/** A sentence without what is put into it. */
const partsOf = (text: string) => text.split('{}').map((part) => part.replace(/^[\s.,:;“”„()]+|[\s.,:;“”„()]+$/g, ''));

const german = new Set(locale('de').flatMap((text) => [text, ...partsOf(text)]));
const english = [...new Set(locale('en'))].filter((text) => !german.has(text));
/** What can stand in the midst of a line, being two words or more; and what is a line of its own. */
const phrases = [...new Set(english.flatMap(partsOf))].filter(
  (part) => / /.test(part) && part.length > 7 && !german.has(part),
);
const lines = new Set(english.filter((text) => /^\p{L}{3}/u.test(text)));

/** Of the default flow, of an option's stored value, and of a mail, which is in its receiver's language. */
const typed = new Set(['Address', 'one', 'Your password was changed']);

async function englishOn(page: Page): Promise<string[]> {
  const texts = await textsOf(page);
  const isEnglish = (text: string) => lines.has(text) || phrases.some((phrase) => text.includes(phrase));
  const found = texts.filter((text) => isEnglish(text) && !typed.has(text));
  const { pathname } = new URL(page.url());
  return [...new Set(found)].map((text) => `${pathname}: ${text}`);
}

describe('no page of the back office says anything in English', () => {
  test('what is looked for would be found', () => {
    expect(phrases.length).toBeGreaterThan(400);
    expect(lines.has('Overview')).toBe(true);
    expect(phrases.some((phrase) => '“Anna” was moved by somebody else meanwhile.'.includes(phrase))).toBe(true);
  });

  test.each(['support', 'editor', 'admin'] as const)(
    'of those of %s',
    async (role) => {
      const { context, page, troubles } = await enter(role);
      const found: string[] = [];
      for (const { path } of officePages(scene).filter((each) => each.role === role)) {
        await page.goto(app.origin + path);
        await drawn(page);
        expect(await page.locator('html').getAttribute('lang')).toBe('de');
        found.push(...(await englishOn(page)));
      }
      await context.close();
      expect(found).toEqual([]);
      expect(troubles).toEqual(nothing);
    },
    120_000,
  );

  test('of those for nobody yet', async () => {
    const { context, page } = await enter();
    const found: string[] = [];
    for (const path of plainPages) {
      await page.goto(app.origin + path);
      found.push(...(await englishOn(page)), ...(await violations(page)));
    }
    expect(found).toEqual([]);
    await context.close();
  });

  test('where something is done: searched, filtered, refused, deleted, shaped, imported, set up', async () => {
    const { context, page, troubles } = await enter('admin');
    const found: string[] = [];
    const look = async () => found.push(...(await englishOn(page)), ...(await violations(page)));
    const at = async (path: string) => {
      await page.goto(app.origin + path);
      await drawn(page);
    };
    const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

    await at('/admin/resources/audit_log');
    await page.getByRole('combobox', { name: 'Eine Person nach E-Mail oder Name suchen' }).fill('Ärmel');
    await page.locator('[role="option"]').first().waitFor();
    await look();
    await press('Filter');
    await page.getByLabel('Was', { exact: true }).waitFor();
    await look();
    await at('/admin/resources/users');
    await press('Filter');
    await look();

    await at('/admin/resources/users/actions/new');
    await page.getByRole('textbox', { name: /^E-Mail/ }).fill('keine');
    await press('Speichern');
    await page.getByText('Bitte geben Sie eine E-Mail-Adresse an', { exact: false }).first().waitFor();
    await look();

    await at(`/admin/resources/users/records/${scene.member}/show`);
    await press('Löschen');
    await page
      .getByRole('dialog')
      .or(page.getByText('Diese Person löschen?', { exact: false }))
      .first()
      .waitFor();
    await look();

    await at(`/admin/resources/flows/records/${scene.flow}/build`);
    await page.locator('[data-focus^="field-"]').first().click();
    await page.getByRole('complementary').first().waitFor();
    await look();
    await page.getByLabel('Beschriftung').fill('');
    await page.getByText('Bitte ausfüllen.').first().waitFor();
    await look();
    await press(/^Sprachen$/);
    await page.getByRole('heading', { name: /Sprachen/ }).waitFor();
    await look();

    await at('/admin/resources/users/actions/import');
    await page.getByText('Oder die Zeilen einfügen').click();
    await page
      .getByRole('textbox', { name: /^Zeilen, die erste/ })
      .fill('E-Mail;Rolle\nkeine;member\nneu@example.com;boss');
    await press('Diese Zeilen prüfen');
    await page.getByText('Das ist keine E-Mail-Adresse.').waitFor();
    await look();

    await at('/admin/account');
    await press('Einrichten');
    await page.getByText('Geben Sie den Code ein', { exact: false }).waitFor();
    await look();

    await context.close();
    expect(found).toEqual([]);
    expect(troubles).toEqual(nothing);
  }, 90_000);
});

test('dates, numbers and sentences are written as the reader writes them', async () => {
  const { context, page } = await enter('admin');
  await app.pool.query("update users set created_at = '2026-01-05T12:00:00Z' where id = $1", [scene.member]);
  await page.goto(`${app.origin}/admin/resources/users/records/${scene.member}/show`);
  await drawn(page);
  // Austria's January.
  const shown = new Intl.DateTimeFormat('de-AT', { dateStyle: 'medium', timeStyle: 'short' });
  expect(await page.getByText(shown.format(new Date('2026-01-05T12:00:00Z'))).count()).toBeGreaterThan(0);
  await page.goto(`${app.origin}/admin/resources/flows/records/${scene.flow}/publish`);
  await drawn(page);
  expect(await page.getByText(/„Lieblingspflanze“ heißt jetzt „Lieblingspflanze\?“/).count()).toBe(1);
  await context.close();
});

test('a language is chosen at the login, stays after signing in and out, and is changed where one is', async () => {
  const { email } = await app.signedIn('editor');
  const context = await browser.newContext({ locale: 'en-US' });
  context.setDefaultTimeout(20_000);
  const troubles = watch(context, app.origin);
  const page = follow(await context.newPage());
  const language = () => page.locator('html').getAttribute('lang');
  await page.goto(`${app.origin}/admin/resources/flows?filters.title=Garten`);
  expect(await language()).toBe('en');
  await page.getByRole('button', { name: 'Deutsch' }).press('Enter');
  await page.getByRole('heading', { name: 'In der Verwaltung anmelden' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('E-Mail').fill(email);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByRole('heading', { name: /^Abläufe/ }).waitFor();
  expect(new URL(page.url()).search).toBe('?filters.title=Garten');
  expect(await language()).toBe('de');
  await page.getByRole('button', { name: 'English' }).press('Enter');
  await page.getByRole('heading', { name: /^Flows/ }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/admin/resources/flows?filters.title=Garten');
  await page.goto(`${app.origin}/admin/account`);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Ihr Konto' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${app.origin}/admin`);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('heading', { name: 'In der Verwaltung anmelden' }).waitFor();
  expect(troubles).toEqual(nothing);
  await context.close();
}, 60_000);
