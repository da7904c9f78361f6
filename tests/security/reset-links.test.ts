import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { write } from '../../src/domain/mails.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, watch } from '../support/browser.js';
import { resetTokenFor } from '../support/links.js';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test('the staff’s link to a new password leads to a form, and its token is in no address that a server sees', async () => {
  const { email } = await app.signedIn('support');
  const token = await resetTokenFor(app.db, email);
  const { id } = await app.db
    .selectFrom('user_tokens')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  const mail = {
    kind: 'reset_password',
    role: 'support',
    token_id: id,
    good_until: new Date(),
    language: 'en',
  } as const;
  const sender = { mailFrom: 'a@example.com', frontendUrl: app.origin, publicUrl: app.origin };
  const [link = ''] = /http\S+/.exec(write({ ...mail, is_welcome: false } as never, sender).text) ?? [];
  const context = await browser.newContext();
  const troubles = watch(context, app.origin);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().split('#')[0] ?? ''));
  await page.goto(link.replace('…', token));
  await page.getByLabel('New password').fill('short');
  expect(page.url()).toBe(`${app.origin}/admin/reset-password/link`);
  await page.getByRole('button').first().click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('New password').fill('an even longer password');
  await page.getByRole('button').first().click();
  await page.getByLabel('Email').waitFor();
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
  expect(troubles.foreign).toEqual([]);
  const login = (tried: string) => app.visitor.post('/auth/login', { email, password: tried });
  expect([(await login('an even longer password')).status, (await login(password)).status]).toEqual([200, 401]);
  await page.goto(`${app.origin}/admin/reset-password/link#token=${token}`);
  await page.getByRole('link', { name: 'Ask for a new link' }).waitFor();
  await context.close();
});
