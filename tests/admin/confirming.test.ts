import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, violations } from '../support/browser.js';
import { clerk, rowsOf } from '../support/clerk.js';
import { publishFlow } from '../support/drafts.js';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function signedIn(role: 'admin' | 'editor', to: string): Promise<Page> {
  const { email } = await app.signedIn(role);
  const page = await browser.newPage();
  await page.goto(app.origin + to);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

test('an editor archives a flow and takes it out again, and is told what that means', async () => {
  const { id } = await publishFlow(app.db, 'seasonal', { one: [{ key: 'nick' }] });
  const page = await signedIn('editor', `/admin/resources/flows/records/${id}/show`);
  await page.getByRole('link', { name: 'Archive', exact: true }).click();
  await page.getByText('nobody can begin it any more').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByText('The flow is archived.').waitFor();
  expect((await app.visitor.get('/flows/seasonal')).status).toBe(404);
  expect(await page.getByRole('link', { name: 'Publish', exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'Take out of the archive' }).click();
  await page.getByRole('button', { name: 'Take out of the archive' }).click();
  await page.getByText('The flow is out of the archive.').waitFor();
  expect((await app.visitor.get('/flows/seasonal')).status).toBe(200);
}, 60_000);

test('an admin erases somebody for good, after a word of warning', async () => {
  const somebody = await app.signedIn('member', 'leaver@example.com');
  const page = await signedIn('admin', `/admin/resources/users/records/${somebody.id}/show`);
  await page.getByRole('link', { name: 'Erase for good' }).click();
  await page.getByText('This cannot be undone.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('The account is erased.').waitFor();
  expect((await somebody.get('/users/me')).status).toBe(401);
  expect(await page.getByText('leaver@example.com').count()).toBe(0);
}, 60_000);

describe('over the wire', () => {
  test('nobody erases himself there', async () => {
    const admin = await clerk(app, 'admin');
    const answer = await admin.post(`/api/resources/users/records/${admin.id}/erase`);
    expect(answer.body.notice).toEqual({ message: 'You cannot erase your own account here.', type: 'error' });
    expect((await admin.show('users', admin.id)).body.record.params.email).toBe(admin.email);
  });

  test('archived flows are listed, and found by the filter', async () => {
    const editor = await clerk(app, 'editor');
    const { id } = await publishFlow(app.db, 'old', { one: [{ key: 'nick' }] });
    await editor.post(`/api/resources/flows/records/${id}/archive`);
    const slugs = async (query: Record<string, string>) =>
      rowsOf(await editor.list('flows', query)).map(({ slug }) => slug);
    expect(await slugs({})).toContain('old');
    expect(await slugs({ 'filters.is_archived': 'true' })).toEqual(['old']);
    expect(await slugs({ 'filters.is_archived': 'false' })).not.toContain('old');
    const edit = await editor.edit('flows', id, { title: 'New' });
    expect(edit.body.notice.message).toBe('This flow is archived. Take it out of the archive first.');
  });
});
