import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { resetTokenFor } from '../support/links.js';
import { furnish } from '../support/office-scene.js';
import { operations } from '../support/requests.js';
import { everything } from '../support/tables.js';

let app: TestApp;
let admin: Caller;
let member: Caller;
let office: Clerk;
let reset: string;
let values: Record<string, string>;
let cookies: string;
beforeAll(async () => {
  app = await testApp();
  const scene = await furnish(app);
  [admin, member, office] = [await app.signedIn('admin'), await app.signedIn(), await clerk(app, 'admin')];
  const begun = await member.post('/submissions', { flow: 'default' });
  values = { slug: 'garden', n: '1', key: 'about-you', id: begun.data.id, user: scene.member };
  reset = await resetTokenFor(app.db, member.email);
  const { headers } = await app.visitor.post('/auth/login', { email: member.email, password, refresh_in: 'cookie' });
  cookies = `${headers.getSetCookie()[0]?.split(';')[0]}; ${office.cookie}`;
});
afterAll(() => app.stop());

/** Every address of the API, about rows that are there. */
const paths = [...new Set(operations.map(([name]) => name.split(' ')[1] ?? ''))];
const filled = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, name) => (path.includes('/users/') ? values.user : values[name]) ?? '');

/** What a page of another site can make a browser send: cookies, and a body that needs no leave. */
const sent: [string, Record<string, string>, string][] = [
  ['JSON as text', { 'content-type': 'text/plain' }, JSON.stringify({ email: 'new@example.com', password })],
  [
    'JSON as text for who has forgotten',
    { 'content-type': 'text/plain' },
    JSON.stringify({ email: 'first@example.com' }),
  ],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, `email=new@example.com&password=${password}`],
  [
    'a form in parts',
    { 'content-type': 'multipart/form-data; boundary=x' },
    '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\nnew@example.com\r\n--x--\r\n',
  ],
  ['no body at all', {}, ''],
];
const origins: Record<string, string>[] = [
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'null' },
];

describe('whoever only looks changes nothing', () => {
  test.each(['GET', 'HEAD'])('by %s, at any address of the API, whoever he is', async (method) => {
    const before = await everything(app.pool);
    for (const caller of [app.visitor, member, admin])
      for (const path of paths) {
        const answer = await caller.send(method, `!${filled(path)}`);
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
    expect(await everything(app.pool)).toEqual(before);
  });

  // Actions of the back office: tests/admin/matrix. A list saved as a file leaves a trace on purpose: tests/admin/exports.
  test.each(['GET', 'HEAD'])('by %s, at the pages of the back office, the way out among them', async (method) => {
    const pages = ['', '/login', '/login/code', '/logout', '/account', '/account/password', '/forgot-password'];
    const more = [`/reset-password?token=${reset}`, '/resources/users', `/resources/users/records/${values.user}/show`];
    const before = await everything(app.pool);
    for (const path of [...pages, ...more, '/account/sign-out-everywhere', '/api/dashboard'])
      await office.send(method, path);
    expect(await everything(app.pool)).toEqual(before);
    expect((await office.get('/api/dashboard')).status).toBe(200);
  });
});

describe('another site in the browser of somebody who is signed in at both doors', () => {
  test.each(sent)('changes nothing at the API with %s', async (_, headers, body) => {
    const before = await everything(app.pool);
    for (const from of origins)
      for (const [name] of operations.filter(([name]) => !name.startsWith('GET'))) {
        const [method = '', path = ''] = name.split(' ');
        const given = { ...headers, ...from, cookie: cookies };
        const response = await fetch(app.origin + filled(path), { method, headers: given, body: body || undefined });
        expect([name, response.status >= 400]).toEqual([name, true]);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
    expect(await everything(app.pool)).toEqual(before);
  });

  test.each(sent.slice(1, 3))('changes nothing at the back office with %s', async (_, headers, body) => {
    const rows = [`users/records/${values.user}`, `submissions/records/${values.id}`];
    const actions = ['edit', 'delete', 'deactivate', 'sendReset', 'endSessions', 'export', 'correct'];
    const paths = [
      ...rows.flatMap((row) => actions.map((action) => `/api/resources/${row}/${action}`)),
      ...[
        '/login',
        '/logout',
        '/account/password',
        '/account/sign-out-everywhere',
        '/forgot-password',
        '/reset-password',
      ],
    ];
    const before = await everything(app.pool);
    for (const from of origins)
      for (const path of paths) {
        const { status } = await office.send('POST', path, body || undefined, { ...headers, ...from });
        expect([path, status]).toEqual([path, 403]);
      }
    expect(await everything(app.pool)).toEqual(before);
  });
});

test('whatever host a request names, links and redirects keep to the configured one', async () => {
  const evil = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-forwarded-proto': 'https' };
  for (const path of ['!/api/v1', '!/', '!/admin/login', '!/openapi.json', '!/docs'])
    expect([path, (await app.visitor.get(path, evil)).text.includes('evil.example')]).toEqual([path, false]);
  const led = await fetch(`${app.origin}/admin/account`, { redirect: 'manual', headers: evil });
  expect(led.headers.get('location')).toBe('/admin/login?to=%2Fadmin%2Faccount');
});

test.each([
  ...[
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%2e%2e%2findex.js',
  ],
  ...['/admin/assets/..%2f..%2f..%2fpackage.json', '/admin/exports/..%2fusers', '/docs/..%2f..%2fpackage.json'],
  ...['/api/v1/flows/..%2f..%2fpackage.json', '/.env', '/.git/config', '/admin/assets/%00', '/secrets.json'],
])('%s leads to no file', async (path) => {
  const response = await fetch(app.origin + path, { headers: { cookie: office.cookie } });
  const text = await response.text();
  expect(text).not.toMatch(/"dependencies"|\[core\]|SECRET|projectRoot/);
  expect([path, response.status < 500]).toEqual([path, true]);
  // What the wizard's page is not, is not found.
  if (response.status === 200) expect(text).toMatch(/^<!doctype html>/i);
});
