import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, violations, watch } from '../support/browser.js';
import { withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const calm = { console: [], failed: [], foreign: [] };

async function visit(width = 1200) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  // Drawing forty routes takes a busy machine its time.
  context.setDefaultTimeout(20_000);
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(`${app.origin}/docs`);
  await page.locator('.opblock').first().waitFor();
  const shoot = async (name: string) =>
    void (process.env.SHOTS && (await page.screenshot({ path: `${process.env.SHOTS}/docs-${name}.png` })));
  return { context, page, troubles, shoot };
}

async function signIn(page: Page, email: string) {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign in');
  await page.getByRole('status').getByText(`Signed in as ${email}`).waitFor();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Tries a route, with this body if it takes one; done when the page shows the answer's status, which is returned. */
async function attempt(page: Page, operation: string, body?: object): Promise<number> {
  const block = page.locator(`.opblock[id$="-${operation}"]`);
  const start = block.getByRole('button', { name: 'Try it out' });
  if (!(await block.locator('.opblock-body').isVisible())) await block.locator('.opblock-summary-control').click();
  // An operation draws itself some time after it was opened.
  const execute = block.getByRole('button', { name: 'Execute' });
  await start.or(execute).first().waitFor();
  if (await start.isVisible()) await start.click();
  if (body) await block.locator('textarea').fill(JSON.stringify(body));
  const answered = page.waitForResponse((response) => !response.url().endsWith('/auth/refresh'));
  await execute.click();
  const status = (await answered).status();
  await block.locator('.live-responses-table .response-col_status').getByText(String(status)).first().waitFor();
  return status;
}

describe('/docs', () => {
  test('draws every route from our own origin, and a visitor tries one', async () => {
    const { context, page, troubles, shoot } = await visit();
    expect(await attempt(page, 'getFlows')).toBe(200);
    await page.locator('.live-responses-table').getByText('"slug"').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(15);
    expect(troubles).toEqual(calm);
    await shoot('visitor');
    await context.close();
  }, 60_000);

  test('signs one in: what is tried is sent as that account, until one signs out', async () => {
    const { context, page, troubles, shoot } = await visit();
    const member = await app.signedIn('member');
    await signIn(page, member.email);
    expect(await attempt(page, 'getAuthMe')).toBe(200);
    await page.locator('.live-responses-table').getByText(member.email).first().waitFor();
    expect(await attempt(page, 'postSubmissions', { flow: 'default' })).toBe(201);
    await page.evaluate(() => window.scrollTo(0, 0));
    await shoot('signed-in');
    expect(troubles).toEqual(calm);

    await press(page, 'Sign out');
    await page.getByRole('status').getByText('Nobody is signed in.').waitFor();
    const rows = await app.db.selectFrom('sessions').selectAll().where('user_id', '=', member.id).execute();
    expect(rows.filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
    expect(await attempt(page, 'getAuthMe')).toBe(401);
    await context.close();
  }, 60_000);

  test('keeps neither token nor password where a later page could read it', async () => {
    const { context, page } = await visit();
    const { email } = await app.signedIn('member');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await signIn(page, email);
    const kept = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href]),
    );
    expect(kept + addresses.join()).not.toMatch(/eyJ|token|password/);
    expect(await context.cookies(`${app.origin}/api/v1/auth/refresh`)).toEqual([]);
    await context.close();
  }, 60_000);

  test('renews a token before it ends', async () => {
    const { context, page, troubles } = await visit();
    await page.route('**/auth/login', async (route) => {
      const response = await route.fetch();
      const { data, ...envelope } = await response.json();
      await route.fulfill({ response, json: { ...envelope, data: { ...data, expires_in: 5 } } });
    });
    await signIn(page, (await app.signedIn('member')).email);
    const renewal = page.waitForResponse(/auth\/refresh$/);
    expect(await attempt(page, 'getAuthMe')).toBe(200);
    expect((await renewal).status()).toBe(200);
    expect(troubles).toEqual(calm);
    await context.close();
  }, 60_000);

  test('asks for the code of a second factor where there is one', async () => {
    const { context, page } = await visit();
    const { id, email } = await app.signedIn('support');
    const [code = ''] = await withSecondFactor(app, id);
    await page.getByLabel('Email', { exact: true }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page, 'Sign in');
    await page.getByLabel('Code of your second factor').fill(code);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('code');
    await press(page, 'Sign in');
    await page.getByRole('status').getByText(`Signed in as ${email} (support)`).waitFor();
    await context.close();
  }, 60_000);

  test('takes an access token from elsewhere, and says when it is worth nothing any more', async () => {
    const { context, page } = await visit();
    const support = await app.signedIn('support');
    await page.getByText('Use an access token instead').click();
    await page.getByLabel('Access token').fill('not.a.token');
    await press(page, 'Use this token');
    await page.getByRole('alert').getByText('Please sign in.').waitFor();
    await page.getByLabel('Access token').fill(`Bearer ${support.identity?.access_token}`);
    await press(page, 'Use this token');
    await page.getByRole('status').getByText(`${support.email} (support)`).waitFor();
    expect(await attempt(page, 'getUsers')).toBe(200);
    await support.post('/auth/logout');
    expect(await attempt(page, 'getUsers')).toBe(401);
    await page.getByRole('status').getByText('Your session has ended.').waitFor();
    await context.close();
  }, 60_000);

  test('says why a sign-in is refused, and works by keyboard on a phone', async () => {
    const { context, page, shoot } = await visit(390);
    const { email } = await app.signedIn('editor');
    await page.getByLabel('Email', { exact: true }).focus();
    for (const typed of [email, 'not the right one']) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The email or the password is wrong.').waitFor();
    expect((await violations(page)).filter((line) => line.includes('account'))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await shoot('phone');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('(editor)').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sign-out');
    await context.close();
  }, 60_000);
});
