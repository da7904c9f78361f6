import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { de } from '../../admin/locales/de.js';
import { en } from '../../admin/locales/en.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk, complaintsOf } from '../support/clerk.js';
import { work } from '../support/jobs.js';
import { eventually } from '../support/processes.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const german = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' };
const langOf = (text: string) => /<html lang="(\w+)"/.exec(text)?.[1];

describe('the language of a page', () => {
  const visitor = () => new Clerk(app.origin);
  const choose = (person: Clerk, language: string, to?: string) =>
    person.post('/preferences', { language, ...(to === undefined ? {} : { to }) });

  test.each([
    ['de', 'de'],
    ['de-AT, en;q=0.5', 'de'],
    ['fr, de;q=0.8, en;q=0.5', 'de'],
    ['en-GB, de;q=0.5', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
  ])('follows the browser that asks for %j', async (asked, given) => {
    const { text, headers } = await visitor().get('/login', { 'accept-language': asked });
    expect(langOf(text)).toBe(given);
    expect(headers.get('content-language')).toBe(given);
    expect(text).toContain((given === 'de' ? de : en).login.title);
  });

  test('is what was chosen, whatever the browser asks for, before and after signing in and out', async () => {
    const { id, email } = await clerk(app, 'editor');
    const person = new Clerk(app.origin, id, email);
    const answer = await choose(person, 'de', '/admin/login?to=%2Fadmin%2Fresources%2Fflows');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/admin/login?to=%2Fadmin%2Fresources%2Fflows');
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^doorstep_language=de; Max-Age=31536000; Path=\/admin; Expires=.*; HttpOnly; SameSite=Lax$/,
    );
    const language = cookie.split(';')[0] ?? '';
    person.cookie = language;
    expect(langOf((await person.get('/login', { 'accept-language': 'en' })).text)).toBe('de');
    const [session = ''] = (await person.post('/login', { email, password })).headers.getSetCookie();
    person.cookie = `${session.split(';')[0]}; ${language}`;
    expect(langOf((await person.get('')).text)).toBe('de');
    expect(langOf((await person.get('/account')).text)).toBe('de');
    await person.post('/logout');
    expect(langOf((await person.get('/login')).text)).toBe('de');
  });

  test('one that is not here is not remembered, nor anything else that a form holds', async () => {
    for (const language of ['fr', 'constructor', '__proto__', 'de; Path=/', '']) {
      expect((await choose(visitor(), language)).headers.getSetCookie()).toEqual([]);
    }
    const answer = await visitor().post('/preferences', { session: 'x', doorstep_office: 'y' });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const forged = await visitor().get('/login', {
      cookie: 'doorstep_language=<script>; doorstep_language=constructor',
    });
    expect(langOf(forged.text)).toBe('en');
  });

  test.each([
    ['/admin/resources/users?page=2', '/admin/resources/users?page=2'],
    ['/admin/reset-password?token=abc', '/admin/reset-password?token=abc'],
    ['https://evil.example/admin/resources/users', '/admin'],
    ['//evil.example/admin/resources/users', '/admin'],
    ['/\\evil.example', '/admin'],
    ['/admin/../api/v1/users', '/admin'],
    ['/admin/api/dashboard', '/admin'],
    ['/admin/exports/users', '/admin'],
    ['javascript:alert(1)', '/admin'],
    [undefined, '/admin'],
  ])('choosing it leads back to %j only if that is a page of ours', async (to, location) => {
    expect((await choose(visitor(), 'de', to)).headers.get('location')).toBe(location);
  });

  test('no other site chooses it, and no link does', async () => {
    const foreign = await visitor().post('/preferences', { language: 'de' }, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.getSetCookie()).toEqual([]);
    expect((await visitor().get('/preferences?language=de')).headers.getSetCookie()).toEqual([]);
  });

  test('over https its cookie goes no other way', async () => {
    const there = await testApp({ publicUrl: 'https://office.example' });
    try {
      const { headers } = await choose(new Clerk(there.origin), 'de');
      expect(headers.getSetCookie()[0]).toContain('; Secure');
    } finally {
      await there.stop();
    }
  });

  test('what was typed at the login comes back in it, and the way to choose leads to a page that can be asked for', async () => {
    const { text } = await visitor().post(
      '/login',
      { email: 'a@example.com', password: 'wrong', to: '/admin/resources/flows' },
      german,
    );
    expect(text).toContain(de.login.wrong);
    expect(text).toContain('value="/admin/login?to=%2Fadmin%2Fresources%2Fflows"');
  });
});

describe('what stands in the database is said in words', () => {
  test('every value of every enum, in both languages', async () => {
    const { rows } = await app.pool.query(
      "select distinct e.enumlabel as value from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname <> 'user_token_purpose'",
    );
    const values = rows.map(({ value }) => value as string);
    expect(values.length).toBeGreaterThan(30);
    for (const words of [en, de]) expect(values.filter((value) => !Object.hasOwn(words.values, value))).toEqual([]);
  });

  test('every column that the audit log tells of, in German', async () => {
    const { rows } = await app.pool.query(
      `select distinct column_name as name from information_schema.columns
       where table_schema = 'public' and table_name in ('users', 'flows', 'pages', 'fields', 'webhooks')`,
    );
    const columns = rows.map(({ name }) => name as string);
    expect(columns.length).toBeGreaterThan(25);
    expect(columns.filter((name) => !Object.hasOwn(de.columns, name))).toEqual([]);
  });
});

describe('in German', () => {
  test('a form’s complaints stand at their fields, and its notice is German', async () => {
    const admin = await clerk(app, 'admin');
    const form = { email: 'no email', role: 'member', password: 'short' };
    const answer = await admin.post('/api/resources/users/actions/new', form, german);
    expect(complaintsOf(answer)).toMatchObject({
      email: 'Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.',
      password: 'Bitte geben Sie mindestens 8 Zeichen ein.',
    });
    expect(answer.body.notice.message).toBe('Manche Eingaben sind nicht gültig.');
  });

  test('a refusal is told so by the back office’s API and by its pages', async () => {
    const support = await clerk(app, 'support');
    const { status, body, headers } = await support.get('/api/resources/audit_log/actions/list', german);
    expect(status).toBe(403);
    expect(headers.get('content-language')).toBe('de');
    expect(body.error).toEqual({ code: 'FORBIDDEN', message: 'Das dürfen Sie nicht.' });
    expect(body.notice.message).toBe('Das dürfen Sie nicht.');
    const page = await support.get('/nowhere', german);
    expect(page.text).toContain('<h1>Hier ist nichts.</h1>');
    expect(page.text).toContain(de.home);
  });

  test('what was done is told in it, and so are names that stand for others', async () => {
    const admin = await clerk(app, 'admin');
    const member = await app.signedIn('member');
    const at = `/api/resources/users/records/${member.id}`;
    const done = await admin.post(`${at}/deactivate`, {}, german);
    expect(done.body.notice.message).toBe('Das Konto ist deaktiviert.');
    const refused = await admin.post(`/api/resources/users/records/${admin.id}/deactivate`, {}, german);
    expect(refused.body.notice.message).toBe(de.refusals['You cannot deactivate your own account.']);
    const versions = await admin.get('/api/resources/flow_versions/actions/list', german);
    expect(versions.body.records[0].title).toBe('Welcome, Version 1');
  });

  test('whoever asks for a link to set a new password gets a mail in the page’s language', async () => {
    const { id, email } = await app.signedIn('editor');
    const worker = work(app);
    try {
      await new Clerk(app.origin).post('/forgot-password', { email }, german);
      const find = () => app.db.selectFrom('mails').select('language').where('user_id', '=', id).executeTakeFirst();
      await eventually(async () => (await find()) !== undefined);
      expect(await find()).toEqual({ language: 'de' });
    } finally {
      await worker.stop();
    }
  });

  test('of what is not there is said in plain words', async () => {
    const admin = await clerk(app, 'admin');
    for (const id of ['00000000-0000-4000-8000-000000000000', 'nonsense']) {
      const path = `/api/resources/users/records/${id}/show`;
      const [inEnglish, inGerman] = [await admin.get(path), await admin.get(path, german)];
      expect(inEnglish.body.notice.message).toBe(en.adminjs.messages.error404Record);
      expect(inGerman.body.notice.message).toBe(de.adminjs.messages.error404Record);
    }
  });

  test('the public API goes on in English, which is its contract', async () => {
    const answer = await fetch(`${app.origin}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...german, cookie: 'doorstep_language=de' },
      body: '{}',
    });
    const { error } = (await answer.json()) as { error: { details: { error: string }[] } };
    expect(error.details[0]?.error).toBe('This is required.');
  });

  test('the page’s state holds AdminJS’s texts in its language alone, with nothing to choose one by', async () => {
    const editor = await clerk(app, 'editor');
    const { text } = await editor.get('/resources/flows', german);
    expect(text).toContain('"availableLanguages":["de"]');
    expect(text).toContain('"Neuer Ablauf"');
    expect(text).not.toContain('"New flow"');
    expect(text).not.toContain('localeDetection');
  });
});
