import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type TestApp, testApp } from '../support/app.js';
import { openBrowser } from '../support/browser.js';
import { clerk } from '../support/clerk.js';
import { drawn, follow } from '../support/office-pages.js';

const metricsToken = 'a-token-for-metrics';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp({ metricsToken }), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Bytes that come over the wire, headers and all, while something is done: what the cache has counts nothing. */
async function weigh(page: Page, doing: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await doing();
  await drawn(page);
  await session.detach();
  return bytes;
}

test('the first view is within 1 MB, the next ones within a twentieth of it', async () => {
  const admin = await clerk(app, 'admin');
  const context = await browser.newContext();
  const [name = '', value = ''] = admin.cookie.split('=');
  await context.addCookies([{ name, value, url: app.origin }]);
  const page = follow(await context.newPage());
  const first = await weigh(page, () => page.goto(`${app.origin}/admin`));
  const again = await weigh(page, () => page.goto(`${app.origin}/admin/resources/users`));
  const within = await weigh(page, () => page.getByRole('link', { name: 'Flows', exact: true }).click());
  await context.close();
  expect(first).toBeLessThan(1_000_000);
  expect(again).toBeLessThan(50_000);
  expect(within).toBeLessThan(50_000);
}, 60_000);

test.each(['en-US', 'de-AT', 'fr-FR'])(
  'the wizard asks once for its flow, as its page announced it to a reader of %s',
  async (locale) => {
    const asked = async () => {
      const { text } = await app.visitor.get('!/metrics', { authorization: `Bearer ${metricsToken}` });
      const counts = text.matchAll(/duration_seconds_count\{[^}]*"\/api\/v1\/flows\/:slug"[^}]*\} (\d+)/g);
      return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const before = await asked();
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(app.origin);
    await page.getByRole('textbox').first().waitFor();
    await context.close();
    expect((await asked()) - before).toBe(1);
  },
);
