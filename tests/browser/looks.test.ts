import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import { clerk } from '../support/clerk.js';
import { drawn, follow, officePages, plainPages, statesOf, visit } from '../support/office-pages.js';
import { furnish, type Scene } from '../support/office-scene.js';
import { withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
let browser: Browser;
let scene: Scene;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  scene = await furnish(app);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

type Role = 'support' | 'editor' | 'admin';

/** A browser in which somebody of the staff is signed in, or nobody. */
async function enter(role?: Role): Promise<{ context: BrowserContext; page: Page; troubles: Troubles }> {
  const context = await browser.newContext({
    viewport: desktop,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(20_000);
  const [name = '', value = ''] = role ? (await clerk(app, role)).cookie.split('=') : [];
  if (role) await context.addCookies([{ name, value, url: app.origin }]);
  return { context, page: follow(await context.newPage()), troubles: watch(context, app.origin) };
}

const desktop = { width: 1280, height: 900 };
const tablet = { width: 820, height: 1100 };
const nothing = { console: [], failed: [], foreign: [] };

/** Turns the system's look, and waits until AdminJS has followed the style sheet. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(() => {
    const content = document.querySelector('[data-css="app-content"]');
    const sample = document.body.appendChild(document.createElement('i'));
    sample.style.color = 'var(--ground)';
    const { color } = getComputedStyle(sample);
    sample.remove();
    return !content || getComputedStyle(content).backgroundColor === color;
  });
}

/** What is wrong with a page as it stands, by day at a desk and by night on a tablet; each a line. */
async function flaws(page: Page): Promise<string[]> {
  await turn(page, 'light');
  await page.setViewportSize(desktop);
  const byDay = await violations(page, 'any');
  await turn(page, 'dark');
  await page.setViewportSize(tablet);
  const byNight = await violations(page, 'any');
  const tooWide = await page.evaluate(() => {
    const content = document.querySelector('[data-css="app-content"]') ?? document.documentElement;
    return content.scrollWidth > content.clientWidth || document.documentElement.scrollWidth > innerWidth;
  });
  const at = ` · ${new URL(page.url()).pathname}`;
  // AdminJS says that nothing is there under a heading of its own, which is none of the first order.
  const isNothing = (await page.locator('[data-testid$="Error"]').count()) > 0;
  const found = [...byDay, ...byNight].filter((flaw) => !isNothing || !flaw.startsWith('page-has-heading-one'));
  return [...new Set([...found, ...(tooWide ? ['wider than a tablet'] : [])])].map((flaw) => flaw + at);
}

describe('no page has anything against it, light on a desk and dark on a tablet', () => {
  test.each(['support', 'editor', 'admin'] as const)(
    'of %s',
    async (role) => {
      const { context, page, troubles } = await enter(role);
      const found: string[] = [];
      for (const { path } of officePages(scene).filter((each) => each.role === role)) {
        await visit(page, app.origin, path);
        found.push(...(await flaws(page)));
      }
      for (const { path, reach } of statesOf(scene).filter((each) => each.role === role)) {
        await page.setViewportSize(desktop);
        await visit(page, app.origin, path);
        await reach(page);
        await drawn(page);
        found.push(...(await flaws(page)));
      }
      await context.close();
      expect(found).toEqual([]);
      expect(troubles).toEqual(nothing);
    },
    180_000,
  );

  test('of somebody who is not signed in', async () => {
    const { context, page, troubles } = await enter();
    const found: string[] = [];
    for (const path of plainPages) {
      await page.goto(app.origin + path);
      found.push(...(await flaws(page)));
    }
    const support = await app.signedIn('support');
    await withSecondFactor(app, support.id);
    await page.goto(`${app.origin}/admin/login`);
    for (const [tried, next] of [
      ['wrong', 'Password'],
      [password, 'Code'],
    ] as const) {
      await page.getByLabel('Email').fill(support.email);
      await page.getByLabel('Password').fill(tried);
      await page.keyboard.press('Enter');
      await page.getByLabel(next).waitFor();
      found.push(...(await flaws(page)));
    }
    await context.close();
    expect(found).toEqual([]);
    expect(troubles.foreign).toEqual([]);
  }, 60_000);
});

describe('the look', () => {
  const ground = (page: Page) =>
    page.evaluate(
      () => getComputedStyle(document.querySelector('[data-css="app-content"]') ?? document.body).backgroundColor,
    );
  /** Waits until AdminJS has drawn itself anew. */
  const turned = (page: Page, to: string) =>
    page.waitForFunction(
      (wanted) =>
        getComputedStyle(document.querySelector('[data-css="app-content"]') as Element).backgroundColor === wanted,
      to,
    );
  const [light, dark] = ['rgb(246, 247, 245)', 'rgb(15, 20, 19)'];

  test('is the system’s, also when that changes, until another is chosen; then it stays, and loses nothing typed', async () => {
    const { context, page, troubles } = await enter('editor');
    await page.goto(`${app.origin}/admin/resources/flows/actions/new`);
    await page.getByLabel('Title').fill('Typed before');
    expect(await ground(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await turned(page, dark);
    const kept = page.waitForResponse(/preferences/);
    await page.getByLabel('Look').selectOption('Light');
    await turned(page, light);
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before');
    await kept;
    await page.reload();
    await drawn(page);
    expect(await ground(page)).toBe(light);
    expect(troubles).toEqual(nothing);
    await context.close();
  }, 60_000);

  test('is chosen on the plain pages without script, and is that of the first paint', async () => {
    const { context, page } = await enter();
    await page.goto(`${app.origin}/admin/login`);
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('button', { name: 'Dark', pressed: true }).waitFor();
    expect(await ground(page)).toBe(dark);
    expect(await page.content()).toMatch(
      /<html lang="en" data-look="dark">\s*<head>\s*<meta charset="utf-8">\s*<meta name="color-scheme" content="dark">/,
    );
    await context.close();
  }, 60_000);
});
