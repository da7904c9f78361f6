import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';
import type { Caller } from '../support/caller.js';

let app: TestApp;
let browser: Browser;
let watched: Troubles[];
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(() => {
  watched = [];
});

const nothing = { console: [], failed: [], foreign: [] };

async function device(at: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  context.setDefaultTimeout(20_000);
  watched.push(watch(context, app.origin));
  const page = await context.newPage();
  await page.goto(app.origin + at);
  return { page, context };
}

async function enterOffice(role: 'support' | 'admin', at = '/admin') {
  const { email } = await app.signedIn(role);
  const { page, context } = await device(at);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return { page, context };
}

/** A member who left at the second page, his ZIP being missed, and has not been seen for ten days. */
async function stuckMember(email: string): Promise<Caller & { submission: string }> {
  const member = await app.signedIn('member', email);
  const { data } = await member.post('/submissions', { flow: 'default' });
  const save = (key: string, answers: object) => member.put(`/submissions/${data.id}/pages/${key}`, { answers });
  await save('about-you', { about_me: 'I like tea', birthdate: '1990-05-17' });
  await save('address', { address: { street: '1 Main St', city: 'Springfield', state: 'IL' } });
  await rest(data.id);
  return Object.assign(member, { submission: data.id });
}

/** As if nothing had been saved for ten days. */
async function rest(id: string): Promise<void> {
  await app.pool.query('alter table submissions disable trigger submissions_touch');
  await app.pool.query("update submissions set updated_at = now() - interval '10 days' where id = $1", [id]);
  await app.pool.query('alter table submissions enable trigger submissions_touch');
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

test('support finds a stuck user by the worklist, corrects, copies the link, and he goes on by it', async () => {
  await stuckMember('stuck@example.com');
  const { page, context } = await enterOffice('support');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('link', { name: 'Who is stuck' }).first().click();
  const tile = page.getByRole('button', { name: /Where you live/ });
  expect(await tile.innerText()).toMatch(/1 person[\s\S]*most often: ZIP is missing/);
  expect(await violations(page)).toEqual([]);
  await tile.click();
  await page.waitForURL(/page=address/);
  await page.getByLabel('Error met last').selectOption({ label: 'ZIP is missing' });
  await page.waitForURL(/error=address\.zip/);
  const row = page.getByRole('row', { name: /stuck@example\.com/ });
  expect(await row.innerText()).toContain('ZIP is missing');

  await row.getByRole('link', { name: /^Answers of/ }).click();
  await page.getByText('Stopped last at “Where you live”').waitFor();
  expect(await page.getByRole('region', { name: 'About you' }).innerText()).toMatch(/I like tea\s+the user, /);
  expect(await page.getByRole('region', { name: 'Where you live', exact: true }).innerText()).toMatch(
    /No answer\s+This is required\./,
  );

  // What would not be valid is refused in its place; what is, is kept with its reason.
  await page.getByRole('button', { name: 'Correct “Birthdate”' }).click();
  await page.locator('input#birthdate').fill('2999-01-01');
  await page.getByRole('button', { name: 'Save the correction' }).click();
  await page.getByText(/This must be .* or earlier/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.locator('input#birthdate').fill('1990-05-18');
  await page.getByLabel('Reason').fill('Asked on the telephone');
  await page.keyboard.press('Enter');
  await page.getByText('“Birthdate” is corrected.').waitFor();
  expect(await focused(page)).toBe('Correct “Birthdate”');
  expect(await page.getByRole('region', { name: 'About you' }).innerText()).toMatch(/1990-05-18\s+support \d+, /);
  const entry = await app.db
    .selectFrom('audit_log')
    .select(['reason', 'after'])
    .where('action', '=', 'submission.corrected')
    .executeTakeFirstOrThrow();
  expect(entry).toMatchObject({ reason: 'Asked on the telephone', after: { answers: { birthdate: '1990-05-18' } } });

  await page.getByRole('button', { name: 'Copy resume link' }).click();
  await page.getByText('Copied ✓').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe('http://localhost:3000/?flow=default#/address');
  await context.close();

  // Elsewhere, where nobody is signed in: the link asks who he is, and opens his own submission at that page.
  const other = await device(new URL(link).pathname + new URL(link).search + new URL(link).hash);
  await other.page.getByRole('heading', { name: 'Welcome back', level: 1 }).waitFor();
  await other.page.getByLabel('Email').fill('stuck@example.com');
  await other.page.getByLabel('Password').first().fill(password);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByRole('heading', { name: 'Where you live', level: 1 }).waitFor();
  expect(other.page.url()).toMatch(/#\/address$/);
  await other.context.close();
  for (const troubles of watched) expect(troubles).toEqual(nothing);
}, 120_000);

test('a person is found by the keyboard alone, from anywhere; his session is ended, and the focus is not lost', async () => {
  const member = await app.signedIn('member', 'findme@example.com');
  const { page, context } = await enterOffice('support', '/admin/resources/flows');
  const box = page.getByRole('combobox', { name: 'Find a person by email or name' });
  await box.focus();
  await page.keyboard.type('findme');
  await page.getByRole('option', { name: /findme@example\.com/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  expect(await box.getAttribute('aria-activedescendant')).toBe(
    await page.locator('[role="option"]').getAttribute('id'),
  );
  await page.keyboard.press('Escape');
  expect(await box.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/records\/.*\/show/);
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  expect(await violations(page)).toEqual([]);
  // Support neither erases nor exports.
  expect(await page.getByRole('link', { name: 'Erase for good' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Export all data' }).count()).toBe(0);

  await page.getByRole('button', { name: /^End the session of/ }).press('Enter');
  await page.getByText('No session in the wizard or over the API.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('person-sessions');
  expect((await member.get('/users/me')).status).toBe(401);
  await page.getByRole('link', { name: 'Send a link to reset the password' }).click();
  await page.getByRole('button', { name: 'Send a link to reset the password' }).click();
  await page.getByText('Link to reset the password sent').waitFor();
  await context.close();
  for (const troubles of watched) expect(troubles).toEqual(nothing);
}, 120_000);

test('an admin finds who was deleted, exports him and brings him back', async () => {
  const { id } = await app.signedIn('member', 'deleted@example.com');
  await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', id).execute();
  const { page, context } = await enterOffice('admin', '/admin/resources/users');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByLabel('Deleted people').selectOption({ label: 'Those who were deleted' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await page
    .getByRole('row', { name: /deleted@example\.com/ })
    .getByRole('link', { name: 'Open' })
    .click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all data' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`person-${id}.json`);
  await page.getByText('Everything that is held about this person is in the file.').waitFor();
  await page.getByRole('link', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('link', { name: 'Deactivate' }).waitFor();
  await context.close();
  for (const troubles of watched) expect(troubles).toEqual(nothing);
}, 120_000);

test('what people typed is text everywhere: scripts, quotes, right-to-left, ten thousand letters', async () => {
  const name = `</script><img src=x onerror="window.hacked=1"> "O'Brien" \u202eמשהו`;
  const long = `<script>window.hacked=1</script>${'m'.repeat(10_000)}`;
  const member = await stuckMember('hostile@example.com');
  await app.db.updateTable('users').set({ full_name: name }).where('id', '=', member.id).execute();
  const answers = JSON.stringify({ about_me: long, birthdate: '1990-05-17' });
  await app.db.updateTable('submissions').set({ answers }).where('id', '=', member.submission).execute();
  await rest(member.submission);
  const { page, context } = await enterOffice('support');
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.setViewportSize({ width: 820, height: 1000 });
  await page.getByRole('combobox', { name: /^Find a person/ }).fill('hostile');
  await page.locator('[role="option"]').getByText(name).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name }).waitFor();
  expect(await fits()).toBe(true);
  await page.getByRole('link', { name: 'Welcome' }).click();
  await page.getByText(long).waitFor();
  expect(await fits()).toBe(true);
  await page.goto(`${app.origin}/admin/resources/submissions/actions/stuck?idle=1d`);
  await page.getByRole('row').getByText(name).first().waitFor();
  expect(await fits()).toBe(true);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await context.close();
  for (const troubles of watched) expect(troubles).toEqual(nothing);
}, 120_000);
