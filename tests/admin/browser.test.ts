import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: Troubles;

beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
  troubles = watch(context, app.origin);
  page = await context.newPage();
});

async function signIn(role: 'admin' | 'editor' | 'support', to = '/admin') {
  const { email } = await app.signedIn(role);
  await page.goto(app.origin + to);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const flowId = async () => (await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow()).id;
const nothing = { console: [], failed: [], foreign: [] };

describe('in a browser', () => {
  test('every page draws without an error, a failed request or another host', async () => {
    await signIn('admin');
    await page.getByRole('heading', { name: /Hello/ }).waitFor();
    for (const name of ['Flows', 'Pages', 'Fields', 'Versions', 'Submissions', 'Users', 'Audit log']) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await page.getByRole('heading', { name }).waitFor();
      await page.waitForLoadState('networkidle');
    }
    await page.goto(`${app.origin}/admin/resources/flows/records/${await flowId()}/show`);
    await page.getByText('Where you live').waitFor();
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('the login and our own forms have nothing serious against them', async () => {
    await page.goto(`${app.origin}/admin`);
    expect(await violations(page)).toEqual([]);
    await signIn('editor', '/admin/resources/pages/actions/new');
    await page.getByRole('combobox', { name: 'Flow' }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  test('a deep link is where one lands after signing in, and again when the session has ended', async () => {
    await signIn('editor', '/admin/resources/fields');
    await page.getByRole('link', { name: 'Birthdate' }).waitFor();
    await app.pool.query('delete from admin_sessions');
    await page.goto(`${app.origin}/admin/resources/flows`);
    await page.getByLabel('Password').waitFor();
    expect(page.url()).toContain('to=%2Fadmin%2Fresources%2Fflows');
  }, 60_000);

  test('an editor makes a choice field without writing JSON, puts it on a page and publishes', async () => {
    await signIn('editor', '/admin/resources/fields/actions/new');
    await page.getByLabel('Label').fill('Favourite colour');
    await page.getByLabel('Key').fill('colour');
    await page.getByLabel('Type').selectOption('select');
    for (const [index, name] of ['Blue', 'Red'].entries()) {
      await page.getByRole('button', { name: 'Add an option' }).click();
      await page.getByLabel(`Option ${index + 1}: what the user reads`).fill(name);
    }
    await page.getByRole('button', { name: 'Move Red up' }).click();
    await page.getByTestId('button-save').click();
    await page.waitForURL(/\/fields\/records\/.*\/show/);
    const made = await app.db.selectFrom('fields').selectAll().where('key', '=', 'colour').executeTakeFirstOrThrow();
    expect(made.options).toEqual([
      { value: 'red', label: 'Red' },
      { value: 'blue', label: 'Blue' },
    ]);
    await page.goto(`${app.origin}/admin/resources/flows/records/${await flowId()}/show`);
    await page.getByRole('link', { name: 'Where you live' }).click();
    await page.getByLabel('Field to add').selectOption({ label: 'Favourite colour · One choice' });
    await page.getByRole('button', { name: 'Add to this page' }).click();
    await page.getByLabel('Field to add').selectOption({ label: 'Birthdate · Date (moves here from “About you”)' });
    await page.getByRole('button', { name: 'Add to this page' }).click();
    await page.getByText('moves here from “About you”').first().waitFor();
    await page.getByRole('button', { name: 'Move Favourite colour up' }).click();
    await page.getByTestId('button-save').click();
    await page.waitForURL(/\/pages\/records\/.*\/show/);
    await page.goto(`${app.origin}/admin/resources/flows/records/${await flowId()}/publish`);
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Version 2 is live now.').waitFor();
    const { data } = await app.visitor.get('/flows/default');
    const keys = data.pages.map(({ fields }: { fields: { key: string }[] }) => fields.map(({ key }) => key));
    expect(keys).toEqual([['about_me'], ['colour', 'address', 'birthdate']]);
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('what keeps a draft from being published is told in words, with the way to it', async () => {
    await signIn('editor');
    const flow = await app.db
      .insertInto('flows')
      .values({ slug: 'unready', title: 'Unready' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await app.db.insertInto('pages').values({ flow_id: flow.id, key: 'empty', title: 'Empty', position: 1 }).execute();
    await page.goto(`${app.origin}/admin/resources/flows/records/${flow.id}/publish`);
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('The page “Empty” has no field.').waitFor();
    await page.getByRole('link', { name: /^Go there .*The page “Empty” has no field/ }).click();
    await page.getByText('No field yet. Drag one here').waitFor();
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('support finds somebody, reads his answers and corrects one', async () => {
    const member = await app.signedIn('member');
    const { data } = await member.post('/submissions', { flow: 'default' });
    await member.put(`/submissions/${data.id}/pages/about-you`, { answers: { about_me: 'I like tea' } });
    await signIn('support', '/admin/resources/submissions');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Status').selectOption('in_progress');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('link', { name: 'Open' }).first().click();
    await page.getByText('I like tea').waitFor();
    await page.getByRole('link', { name: 'Correct answers' }).click();
    await page.getByLabel('About me').fill('I like coffee');
    await page.getByLabel('Reason').fill('Asked for');
    await page.getByRole('button', { name: 'Save the corrections' }).click();
    await page.waitForURL(/\/show/);
    await page.getByText('I like coffee').waitFor();
    expect((await member.get(`/submissions/${data.id}`)).data.answers.about_me).toBe('I like coffee');
    expect(troubles).toEqual(nothing);
  }, 60_000);

  test('a name that looks like a script is shown as it is, and runs nothing', async () => {
    const hostile = `</script><img src=x onerror="window.hacked=1">`;
    const { id } = await app.signedIn('member');
    await app.db.updateTable('users').set({ full_name: hostile }).where('id', '=', id).execute();
    await signIn('admin', `/admin/resources/users/records/${id}/show`);
    await page.getByText(hostile).waitFor();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(troubles).toEqual(nothing);
  }, 60_000);
});
