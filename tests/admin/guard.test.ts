import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { changed, snapshot } from '../support/snapshots.js';

let app: TestApp;
let admin: Clerk;
let flowId: string;
beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
  flowId = (await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => app.stop());

const rename = (headers: Record<string, string>) =>
  admin.post(`/api/resources/flows/records/${flowId}/edit`, { title: `Title ${Math.random()}` }, headers);

describe('what another site makes a browser send', () => {
  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' },
  ])('changes nothing: %p', async (headers) => {
    const before = await snapshot(app.pool);
    expect((await rename(headers)).status).toBe(403);
    expect((await admin.post('/logout', {}, headers)).status).toBe(403);
    expect((await admin.post('/login', { email: admin.email, password: 'x' }, headers)).status).toBe(403);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
    expect((await admin.get('/api/dashboard')).status).toBe(200);
  });

  test('is told from what our own pages send', async () => {
    expect((await rename({ 'sec-fetch-site': 'same-origin', origin: app.origin })).status).toBe(200);
    expect((await rename({ origin: app.origin })).status).toBe(200);
    expect((await rename({ origin: 'http://localhost:3000' })).status).toBe(200);
    expect((await rename({})).status).toBe(200);
  });
});

describe('forms', () => {
  const send = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${app.origin}/admin/api/resources/flows/records/${flowId}/edit`, {
      method: 'POST',
      headers: { cookie: admin.cookie, ...headers },
      body,
    });
  const title = async () => (await app.db.selectFrom('flows').select('title').executeTakeFirstOrThrow()).title;

  test('are read as multipart, urlencoded or JSON alike', async () => {
    const form = new FormData();
    form.set('title', 'In parts');
    expect((await send(form)).status).toBe(200);
    expect(await title()).toBe('In parts');
    expect((await send(new URLSearchParams({ title: 'Encoded' }))).status).toBe(200);
    expect(await title()).toBe('Encoded');
    const json = { 'content-type': 'application/json' };
    expect((await send(JSON.stringify({ title: 'As JSON' }), json)).status).toBe(200);
    expect(await title()).toBe('As JSON');
  });

  test('with a file, too large, of too many fields, or of another kind are refused', async () => {
    const before = await title();
    const withFile = new FormData();
    withFile.set('title', new Blob(['x']), 'x.txt');
    expect((await send(withFile)).status).toBe(415);
    expect((await send(new URLSearchParams({ title: 'x'.repeat(600_000) }))).status).toBe(413);
    const many = new URLSearchParams(Array.from({ length: 3000 }, (_, n) => [`f${n}`, 'x']));
    expect((await send(many)).status).toBe(413);
    expect((await send('title=x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('{"title":', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await send('["title"]', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await send('no parts', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400);
    expect((await send('x', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).status).toBe(415);
    expect(await title()).toBe(before);
  });
});

describe('methods', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('%s is not one of the API', async (method) => {
    const { status, headers } = await admin.send(method, `/api/resources/flows/records/${flowId}/edit`);
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('a page answers HEAD', async () => {
    expect((await admin.send('HEAD', '/resources/flows')).status).toBe(200);
    expect((await admin.send('PUT', '/resources/flows')).status).toBe(405);
  });
});

describe('every answer', () => {
  test('says what a page may do, with a nonce of its own and no leave for inline scripts', async () => {
    const [one, two] = [await admin.get('/'), await admin.get('/')];
    const nonce = (answer: typeof one) =>
      /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    expect(nonce(one)).not.toBe(nonce(two));
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    const scripts = [...one.text.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts.length).toBeGreaterThan(4);
    for (const attributes of scripts) expect(attributes).toContain(`nonce="${nonce(one)}"`);
    expect(one.text).not.toContain('googleapis');
    expect(one.headers.get('referrer-policy')).toBe('same-origin');
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(one.headers.get('x-frame-options')).toBe('DENY');
  });

  test('tells the browser id, email, title and role of who is signed in, and no more', async () => {
    const { text } = await admin.get('/');
    const state = /"session":(\{[^}]*\})/.exec(text)?.[1] ?? '{}';
    expect(Object.keys(JSON.parse(state))).toEqual(['id', 'email', 'title', 'role']);
  });

  test('keeps a script’s end in a name from ending the script', async () => {
    const name = '</script><script>alert(1)</script><!--';
    await app.db.updateTable('users').set({ full_name: name }).where('id', '=', admin.id).execute();
    const { text } = await admin.get('/');
    expect(text).not.toContain('</script><script>alert');
    expect(text).toContain('\\u003c/script\\u003e');
    expect((await admin.get('/api/dashboard')).body.name).toBe(name);
  });

  test('of something that is not there is a plain page, or JSON for the API', async () => {
    const page = await admin.get('/no/such/page');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const api = await admin.get('/api/no/such/thing');
    expect([api.status, api.body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  test('of a failure tells no stack and no SQL', async () => {
    await app.pool.query('alter table flows rename to flows_away');
    try {
      const { status, text } = await admin.list('flows');
      expect(status).toBe(500);
      expect(text).not.toMatch(/flows_away|select|relation|at \w+ \(/);
      expect((await admin.get('/api/dashboard')).status).toBe(500);
    } finally {
      await app.pool.query('alter table flows_away rename to flows');
    }
  });
});

describe('assets', () => {
  test('come compressed and for ever, without a sign-in and without a session read', async () => {
    const { text } = await new Clerk(app.origin).get('/login');
    const url = /href="(\/admin\/assets\/office-[^"]+\.css)"/.exec(text)?.[1] ?? '';
    for (const encoding of ['br', 'gzip', 'identity']) {
      const answer = await fetch(app.origin + url, { headers: { 'accept-encoding': encoding } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(await answer.text()).toContain('.topbar');
    }
  });

  test('are those of the build and no other file', async () => {
    const names = ['manifest.json', 'entry.js', '..%2fmanifest.json', 'office.css'];
    for (const name of names) expect((await admin.get(`/assets/${name}`)).status).toBe(404);
  });
});
