import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, violations, watch } from '../support/browser.js';

let app: TestApp;
let browser: Browser;
let troubles: Troubles;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const nothing = { console: [], failed: [], foreign: [] };

async function opened(at = '/admin/resources/users'): Promise<Page> {
  const { email } = await app.signedIn('admin');
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

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
const cells = (page: Page) =>
  page
    .getByRole('table', { name: /cannot be imported/ })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)),
    );

/** A thousand people; seven of the lines are bad, each in another way. The first bad name takes two lines of the file. */
function thousand(): string {
  const lines = Array.from({ length: 1000 }, (_, n) => `person${n}@import.example,Person ${n},,yes`);
  lines[9] = 'person9@import.example,"Two\nlines",,yes';
  lines[99] = 'nobody,Person 99,,yes';
  lines[199] = 'PERSON7@import.example,Twice,,yes';
  lines[299] = 'member@import.example,Known,,yes';
  lines[399] = `person399@import.example,${'n'.repeat(201)},,yes`;
  lines[499] = 'person499@import.example,Person 499,king,yes';
  lines[599] = 'person599@import.example';
  return ['email,name,role,active', ...lines].join('\n');
}

test('an admin imports a thousand people: seven bad lines are named, 993 are imported, and the list shows them', async () => {
  await app.signedIn('member', 'member@import.example');
  const page = await opened();
  await page.getByRole('link', { name: 'Import people' }).click();
  await page.getByLabel('Choose a file').waitFor({ state: 'attached' });
  expect(await violations(page)).toEqual([]);
  await choose(page, 'people.csv', Buffer.from(thousand()));
  await page.getByRole('heading', { name: '993 of 1,000 people can be imported' }).waitFor();
  expect(await focused(page)).toBe('993 of 1,000 people can be imported');
  expect(await cells(page)).toEqual([
    ['11', 'name', 'Two\nlines', 'There is a line break or a character in it that cannot be stored.'],
    ['102', 'email', 'nobody', 'This is no email address.'],
    ['202', 'email', 'PERSON7@import.example', 'The same email stands in line 9.'],
    ['302', 'email', 'member@import.example', 'There is an account with this email already.'],
    ['402', 'name', `${'n'.repeat(120)} …`, 'This is longer than 200 characters.'],
    ['502', 'role', 'king', 'This is no role: member, support, editor or admin.'],
    ['602', 'the whole line', '1 cell', 'The first line names 4 columns.'],
  ]);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 820, height: 1000 });
  expect(await fits(page)).toBe(true);
  expect(await app.db.selectFrom('users').select('id').where('email', 'like', 'person%').execute()).toEqual([]);

  await page.getByLabel('Send each of them a link to set a password').check();
  await page.getByRole('button', { name: 'Import the 993 good ones' }).dblclick();
  await page.getByRole('heading', { name: '993 people are imported' }).waitFor();
  expect(await focused(page)).toBe('993 people are imported');
  expect(await violations(page)).toEqual([]);
  const { rows } = await app.pool.query(`select count(*)::int as people, count(mails.id)::int as mails
    from users left join mails on mails.user_id = users.id where email::text ~ '^person\\d+@'`);
  expect(rows).toEqual([{ people: 993, mails: 993 }]);
  await page.getByRole('link', { name: 'See them in the list' }).click();
  await page
    .getByRole('link', { name: /^person\d+@import\.example/ })
    .first()
    .waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);

test('bad lines are saved, mended, and imported then; no spreadsheet takes one for a formula', async () => {
  const page = await opened('/admin/resources/users/actions/import');
  await page.getByText('Or paste the lines').click();
  await page
    .getByLabel('Lines, the first')
    .fill('email;name;team\nfine@mend.example;Fine;A\n=2+2;"=cmd|\'/C calc\'!A0";B');
  await page.getByRole('button', { name: 'Check these lines' }).click();
  await page.getByRole('heading', { name: '1 of 2 people can be imported' }).waitFor();
  // A column that means nothing is named.
  await page.getByText('“team”').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save these lines, to mend them' }).click(),
  ]);
  const saved = await readFile(await file.path(), 'utf8');
  expect(saved).toBe(
    `\uFEFFemail;name;team;What is wrong\r\n"'=2+2";"'=cmd|'/C calc'!A0";B;email: This is no email address.\r\n`,
  );
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choose(page, 'mended.csv', Buffer.from(saved.replace("'=2+2", 'mended@mend.example')));
  await page.getByRole('button', { name: 'Import 1 person' }).press('Enter');
  await page.getByRole('heading', { name: '1 person is imported' }).waitFor();
  const row = await app.db
    .selectFrom('users')
    .select('full_name')
    .where('email', '=', 'mended@mend.example')
    .executeTakeFirst();
  expect(row).toEqual({ full_name: "=cmd|'/C calc'!A0" });
  expect(troubles).toEqual(nothing);
}, 120_000);

test('letters as Windows writes them are understood, what changed since the check is told, and what is no list says so', async () => {
  const page = await opened('/admin/resources/users/actions/import');
  await choose(page, 'picture.csv', Buffer.from('PNG\0\0\u0001'));
  await page.getByText('This is no text file.').waitFor();
  await choose(page, 'large.csv', Buffer.alloc(1024 * 1024 + 1, 'a'));
  await page.getByText('This is more than 1 MB.').waitFor();
  // As a folder does that is dropped, or a file that is gone.
  await page.evaluate(() => {
    File.prototype.arrayBuffer = () => Promise.reject(new DOMException('In the words of a browser.'));
  });
  await choose(page, 'folder', Buffer.from('email'));
  await page.getByText('This file cannot be read.').waitFor();
  await page.reload();
  await page.getByText('Or paste the lines').click();
  await page.getByLabel('Lines, the first').fill(`email\n${'ü'.repeat(1_500_000)}`);
  await page.getByRole('button', { name: 'Check these lines' }).click();
  await page.getByText('This is more than 1 MB.').waitFor();
  const text = 'E-Mail;Name\r\njoerg@umlaut.example;Jörg Müßig\r\nsoon@umlaut.example;Zoë\r\n';
  await choose(page, 'leute.csv', Buffer.from(text, 'latin1'));
  await page.getByText('It was read as Windows writes it').waitFor();
  await page.getByRole('cell', { name: 'Jörg Müßig' }).waitFor();
  await app.signedIn('member', 'soon@umlaut.example');
  await page.getByRole('button', { name: 'Import 2 people' }).click();
  await page.getByRole('alert').getByText('Something has changed since the check').waitFor();
  expect(await cells(page)).toEqual([
    ['3 new since the check', 'E-Mail', 'soon@umlaut.example', 'There is an account with this email already.'],
  ]);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Send each of them a link').check();
  await page.route('**/users/actions/import', (route) => route.fulfill({ status: 500 }), { times: 1 });
  await page.getByRole('button', { name: 'Import the 1 good one' }).click();
  await page.getByRole('alert').getByText('It could not be done. Please try again.').waitFor();
  await page.getByRole('button', { name: 'Import the 1 good one' }).click();
  await page.getByRole('heading', { name: '1 person is imported' }).waitFor();
  // The next file is another matter: nothing of this one stays, and the keyboard goes on from its choice.
  await page.getByRole('button', { name: 'Choose another file' }).press('Enter');
  const chooser = page.getByLabel('Choose a file');
  expect(await chooser.evaluate((input) => input === document.activeElement)).toBe(true);
  await choose(page, 'next.csv', Buffer.from('email\nnext@umlaut.example'));
  expect(await page.getByLabel('Send each of them a link').isChecked()).toBe(false);
  expect(troubles.console.splice(0)).toEqual([expect.stringContaining('500')]);
  troubles.failed = [];
  expect(troubles).toEqual(nothing);
}, 120_000);

test('what a file holds is shown as text: scripts, right-to-left, formulas', async () => {
  const page = await opened('/admin/resources/users/actions/import');
  const hostile = `</script><img src=x onerror="window.hacked=1">`;
  const csv = `email,name,"${hostile.replaceAll('"', '""')}"\n${hostile.replaceAll('"', '')},\u202eמשהו,\nok@text.example,"<b>Bold</b>",`;
  await choose(page, `${hostile.replaceAll('/', '')}.csv`, Buffer.from(csv));
  await page.getByRole('heading', { name: '1 of 2 people can be imported' }).waitFor();
  await page.getByText(`“${hostile}”`).waitFor();
  await page.getByRole('cell', { name: '<b>Bold</b>' }).waitFor();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(troubles).toEqual(nothing);
}, 120_000);

test('a file is dropped as well as chosen: with tabs, in UTF-16, as Excel saves “Unicode text”', async () => {
  const page = await opened('/admin/resources/users/actions/import');
  await page.getByLabel('Choose a file').waitFor({ state: 'attached' });
  const dataTransfer = await page.evaluateHandle(() => {
    const text = '\uFEFFE-Mail\tName\r\ndropped@drop.example\tŁukasz';
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint16Array.from(text, (letter) => letter.charCodeAt(0))], 'dropped.txt'));
    return transfer;
  });
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer });
  await page.getByRole('heading', { name: 'This person can be imported' }).waitFor();
  await page.getByText('separated by tabs, letters in UTF-16').waitFor();
  await page.getByRole('cell', { name: 'Łukasz' }).waitFor();
  expect(troubles).toEqual(nothing);
}, 120_000);
