import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../src/db/types.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';

let app: TestApp;
let browser: Browser;
let troubles: Troubles;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  await app.pool.query(`insert into users (email, full_name, created_at)
    select 'row' || to_char(n, 'fm00') || '@list.example', case when n % 2 = 0 then 'Name ' || n end,
      '2026-01-01'::timestamptz + n * interval '1 day' from generate_series(1, 45) n`);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const nothing = { console: [], failed: [], foreign: [] };

async function opened(role: Role, at: string): Promise<Page> {
  const { email } = await app.signedIn(role);
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  context.setDefaultTimeout(20_000);
  troubles = watch(context, app.origin);
  const page = await context.newPage();
  await page.goto(app.origin + at);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}

const first = (page: Page, email: string) => page.locator('tbody tr').first().getByText(email).waitFor();
const shown = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true }).waitFor();

test('sorting, filter and page stand in the address: going back and loading again keep them', async () => {
  const page = await opened('admin', '/admin/resources/users?filters.email=list.example');
  await shown(page, '1–20 of 45');
  const column = page.getByRole('columnheader', { name: 'Email' });
  expect(await column.getAttribute('aria-sort')).toBe('none');
  await column.getByRole('link').click();
  await first(page, 'row01@list.example');
  expect(await column.getAttribute('aria-sort')).toBe('ascending');
  await column.getByRole('link').click();
  await first(page, 'row45@list.example');
  expect(await column.getAttribute('aria-sort')).toBe('descending');
  const pages = page.getByRole('navigation', { name: 'Pages of the list' });
  await pages.getByRole('link', { name: 'Page 2' }).click();
  await shown(page, '21–40 of 45');
  await first(page, 'row25@list.example');
  expect(await pages.getByRole('link', { name: 'Page 2' }).getAttribute('aria-current')).toBe('page');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await first(page, 'row25@list.example');
  await pages.getByRole('link', { name: 'Next' }).click();
  await shown(page, '41–45 of 45');
  await page.goBack();
  await first(page, 'row25@list.example');
  await page.getByLabel('Rows a page').selectOption('50');
  await shown(page, '1–45 of 45');
  await first(page, 'row45@list.example');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('Save as CSV').click()]);
  const lines = (await import('node:fs'))
    .readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect([lines.length, lines[1]]).toEqual([46, expect.stringContaining('row45@list.example')]);
  expect(troubles).toEqual(nothing);
}, 120_000);

test('a filter is set by the keyboard, says what it found, and is cleared where it finds nothing', async () => {
  const page = await opened('admin', '/admin/resources/users?sortBy=email&direction=asc');
  const button = page.getByRole('button', { name: /^Filter/ });
  await button.press('Enter');
  const panel = page.getByRole('form', { name: 'Filter' });
  expect(await panel.getByLabel('Search').evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await panel.count()).toBe(0);
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await button.press('Enter');
  await panel.getByLabel('Email', { exact: true }).fill('list.example');
  const name = panel.locator('.group').filter({ has: page.getByText('Name', { exact: true }) });
  await name.getByLabel('has no value').check();
  const created = panel.locator('.group').filter({ has: page.getByText('Created', { exact: true }) });
  await created.getByLabel('from this day on').fill('2026-01-31');
  await page.keyboard.press('Enter');
  await shown(page, '1–8 of 8');
  await first(page, 'row31@list.example');
  await page.goBack();
  await button.click();
  expect(await panel.getByLabel('Email', { exact: true }).inputValue()).toBe('');
  await panel.getByLabel('Email', { exact: true }).fill('nobody has this');
  await panel.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Nothing fits the filter.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Clear the filter' }).click();
  await page.getByRole('columnheader', { name: 'Email' }).waitFor();
  expect(new URL(page.url()).search).toBe('?sortBy=email&direction=asc');
  await page.goto(`${app.origin}/admin/resources/users?page=99`);
  await page.getByText('The list does not go that far.').waitFor();
  await page.getByRole('link', { name: 'To its beginning' }).click();
  await page.getByRole('columnheader', { name: 'Email' }).waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);

test('a list in which nothing is says what would be there, with the way there for those who may go it', async () => {
  const page = await opened('admin', '/admin/resources/webhooks');
  await page.getByText('No system is told of anything yet.').waitFor();
  await page.getByRole('link', { name: 'Make the first webhook' }).waitFor();
  await page.goto(`${app.origin}/admin/resources/webhook_deliveries`);
  await page.getByRole('link', { name: 'To the webhooks' }).waitFor();
  for (const table of ['submissions', 'mails']) {
    await page.goto(`${app.origin}/admin/resources/${table}`);
    await page.locator('.list.empty').waitFor();
    expect(await violations(page)).toEqual([]);
  }
  expect(troubles).toEqual(nothing);
}, 120_000);

test('support deactivates several at once: by the keyboard, told whom and with whom not', async () => {
  const staff = await app.signedIn('editor', 'staff@several.example');
  const members = [
    await app.signedIn('member', 'a@several.example'),
    await app.signedIn('member', 'b@several.example'),
  ];
  await app.db
    .updateTable('users')
    .set({ full_name: '<b>Ann</b>' })
    .where('id', '=', members[0]?.id ?? '')
    .execute();
  const page = await opened('support', '/admin/resources/users?filters.email=several.example&sortBy=email');
  await first(page, 'a@several.example');
  // Who is of the staff can't be chosen, and importing is not support's.
  expect(await page.getByLabel('Choose staff@several.example').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Import people' }).count()).toBe(0);
  await page.getByLabel('Choose a@several.example').press('Space');
  await shown(page, '1 chosen');
  await page.getByLabel('Choose all on this page').press('Space');
  await shown(page, '2 chosen');
  expect(await violations(page)).toEqual([]);
  await app.db
    .updateTable('users')
    .set({ is_active: false })
    .where('id', '=', members[1]?.id ?? '')
    .execute();
  await page.getByRole('link', { name: 'Deactivate' }).press('Enter');
  await page.getByText('Deactivate this person?').waitFor();
  await page.getByText('<b>Ann</b>').waitFor();
  expect(await page.getByRole('region', { name: 'Left as they are' }).innerText()).toMatch(/is deactivated already/);
  expect(await violations(page)).toEqual([]);
  expect((await members[0]?.get('/users/me'))?.status).toBe(200);
  await page.getByRole('button', { name: 'Deactivate 1' }).press('Enter');
  await page.getByText('1 person is deactivated.').waitFor();
  expect(new URL(page.url()).search).toBe('?filters.email=several.example&sortBy=email');
  expect((await members[0]?.get('/users/me'))?.status).toBe(401);
  expect((await staff.get('/users/me')).status).toBe(200);
  expect(troubles).toEqual(nothing);
}, 120_000);

test('who could not be deactivated any more is told beside how many were; who could be since is left alone', async () => {
  const [ann, bob, cid] = await Promise.all(
    ['a', 'b', 'c'].map((name) => app.signedIn('member', `${name}@meanwhile.example`)),
  );
  const set = (id: string | undefined, is_active: boolean) =>
    app.db
      .updateTable('users')
      .set({ is_active, full_name: null })
      .where('id', '=', id ?? '')
      .execute();
  await set(cid?.id, false);
  const page = await opened('support', '/admin/resources/users?filters.email=meanwhile.example');
  await page.getByLabel('Choose all on this page').check();
  await page.getByRole('link', { name: 'Deactivate' }).click();
  await page.getByText('Deactivate these 2 people?').waitFor();
  await Promise.all([set(bob?.id, false), set(cid?.id, true)]);
  await page.getByRole('button', { name: 'Deactivate 2' }).click();
  await shown(page, '1 person is deactivated.');
  expect((await page.getByRole('region', { name: 'Left as they are' }).innerText()).split('\n')).toEqual([
    'Left as they are',
    'c@meanwhile.example is deactivated already',
    'b@meanwhile.example is deactivated already',
  ]);
  const rows = app.db.selectFrom('users').select(['email', 'is_active']).where('email', 'like', '%meanwhile.example');
  expect(await rows.orderBy('email').execute()).toEqual([
    { email: 'a@meanwhile.example', is_active: false },
    { email: 'b@meanwhile.example', is_active: false },
    { email: 'c@meanwhile.example', is_active: true },
  ]);
  expect((await ann?.get('/users/me'))?.status).toBe(401);
  expect(troubles).toEqual(nothing);
}, 120_000);

test('a word without end leaves the other columns in sight', async () => {
  const long = 'm'.repeat(150);
  await app.db.insertInto('flows').values({ slug: 'endless', title: long }).execute();
  const email = `${'m'.repeat(60)}@endless.example`;
  await app.db.insertInto('users').values({ email, full_name: long }).execute();
  const page = await opened('admin', '/admin/resources/users?filters.email=endless.example');
  const hidden = () => page.locator('.list .wide').evaluate((box) => box.scrollWidth - box.clientWidth);
  await first(page, email);
  expect(await hidden()).toBe(0);
  await page.goto(`${app.origin}/admin/resources/flows`);
  await page.getByText(long).waitFor();
  expect(await hidden()).toBe(0);
}, 60_000);

test('another list begins empty: while it is on its way, nobody’s rows stand under its columns', async () => {
  const page = await opened('admin', '/admin/resources/users?filters.email=list.example');
  await shown(page, '1–20 of 45');
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    void page.route('**/api/resources/webhooks/actions/list**', async (route) => {
      resolve();
      await new Promise<void>((done) => {
        answer = done;
      });
      await route.continue();
    });
  });
  await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
  await asked;
  await page.getByRole('heading', { name: 'Webhooks', exact: true }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(0);
  await page.getByText('Loading …').waitFor();
  answer();
  await page.getByRole('link', { name: 'Make the first webhook' }).waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);

test('who was deleted is found by the search box too, and marked, by an admin alone', async () => {
  const { id } = await app.signedIn('member', 'deleted@several.example');
  await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', id).execute();
  const admin = await opened('admin', '/admin/resources/flows');
  await admin.getByRole('combobox', { name: /^Find a person/ }).fill('deleted@several');
  await admin.getByRole('option', { name: /deleted@several\.example\s*deleted$/ }).waitFor();
  const support = await opened('support', '/admin/resources/flows');
  await support.getByRole('combobox', { name: /^Find a person/ }).fill('deleted@several');
  await support.getByText('Nobody has this in email or name.').waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);

test('where counting stops, the list says that there is more, or about how many there are', async () => {
  const many = (from: number, to: number) =>
    app.pool.query(
      `insert into users (email) select 'many' || n || '@many.example' from generate_series(${from}, ${to}) n`,
    );
  await many(1, 10_001);
  const page = await opened('admin', '/admin/resources/users?filters.email=many.example');
  await page.getByRole('heading', { name: 'Users 10,000+' }).waitFor();
  await shown(page, '1–20 of 10,000+');
  await page.goto(`${app.origin}/admin/resources/users?filters.email=many.example&page=500`);
  await page.getByRole('link', { name: 'Next' }).click();
  await shown(page, '10,001–10,001 of 10,000+');
  await page.goto(`${app.origin}/admin/resources/users?filters.email=many.example`);
  await many(10_002, 30_001);
  await app.pool.query('analyze users');
  await page.reload();
  await page.getByRole('heading', { name: /^Users about (29|30|31),000$/ }).waitFor();
  // The end is where it is, not where it is expected.
  await page.goto(
    `${app.origin}/admin/resources/users?filters.email=many.example&page=1700&sortBy=email&direction=asc`,
  );
  await page.getByRole('link', { name: 'Show it from its end' }).click();
  await page.getByRole('link', { name: 'many9999@many.example' }).waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);
