import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { buildFlow, publishFlow } from '../support/drafts.js';
import { resources } from '../support/office-policy.js';
import { changed, snapshot } from '../support/snapshots.js';

const hostile = '</script><script>alert(1)</script>';

let app: TestApp;
let editor: Clerk;
let support: Clerk;
let draft: string;
let version: string;
beforeAll(async () => {
  app = await testApp();
  [editor, support] = [await clerk(app, 'editor'), await clerk(app, 'support')];
  const flow = await buildFlow(app.db, 'shaped', { one: [{ key: 'first', label: hostile }], two: [] });
  draft = `/preview/flows/${flow.id}`;
  const { id } = await publishFlow(app.db, 'live', { only: [{ key: 'asked', label: 'Asked' }] });
  const row = app.db.selectFrom('flow_versions').select('id').where('flow_id', '=', id);
  version = `/preview/versions/${(await row.executeTakeFirstOrThrow()).id}`;
});
afterAll(() => app.stop());

const told = (text: string) =>
  JSON.parse(/<script[^>]*id="told">(.*?)<\/script>/.exec(text)?.[1] ?? '{}') as {
    preview: { pages: { key: string; fields: { label: string }[]; schema: object }[]; problems: object[] };
    banner: string;
  };
const policyOf = ({ headers }: { headers: Headers }) => headers.get('content-security-policy') ?? '';

describe('the preview of a draft', () => {
  test('holds what publishing would make of it, and what keeps it from that; nothing of it ends a script', async () => {
    const { status, text } = await editor.get(draft);
    const { preview, banner } = told(text);
    expect([status, banner]).toEqual([200, expect.stringContaining('The draft of “Flow shaped”')]);
    expect(preview.pages).toMatchObject([
      { key: 'one', fields: [{ label: hostile, required: true }], schema: { required: ['first'] } },
      { key: 'two', fields: [] },
    ]);
    expect(preview.problems).toMatchObject([{ field: 'pages.two.fields', error: 'The page “Page two” has no field.' }]);
    expect(text).not.toContain('<script>alert');
  });

  test('is for who may read drafts; a version for all of the staff; neither for anybody else', async () => {
    const visitor = new Clerk(app.origin);
    const statuses = (path: string) =>
      Promise.all([visitor, support, editor].map(async (who) => (await who.get(path)).status));
    expect(await statuses(draft)).toEqual([302, 403, 200]);
    expect(await statuses(version)).toEqual([302, 200, 200]);
    expect(told((await support.get(version)).text).banner).toContain('Version 1 of “Flow live”');
  });

  test('of what is not there is a page that says so', async () => {
    const nowhere = '5b1d9f2e-9f2c-4a52-8d6b-0d3c6b1c7a10';
    for (const path of [`/preview/flows/${nowhere}`, `/preview/versions/${nowhere}`, '/preview/flows/x', '/preview'])
      expect((await editor.get(path)).status).toBe(404);
    expect((await editor.post(draft)).status).toBe(404);
  });

  test('changes nothing by being looked at', async () => {
    const before = await snapshot(app.pool);
    await editor.get(draft);
    await editor.get(version);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });
});

describe('what a preview may do', () => {
  test('is to stand in a frame of our own pages, to run its own script, and to ask nobody for anything', async () => {
    for (const path of [draft, version]) {
      const page = await editor.get(path);
      expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      const nonce = /'nonce-([^']+)'/.exec(policyOf(page))?.[1];
      expect(policyOf(page).split(';')).toEqual([
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
      ]);
      const scripts = [...page.text.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
      expect(scripts).toHaveLength(2);
      for (const attributes of scripts) expect(attributes).toContain(`nonce="${nonce}"`);
      expect(page.text).not.toMatch(/<style| style="| on\w+="/);
    }
  });

  test('is no other page’s: those no page may frame', async () => {
    const visitor = new Clerk(app.origin);
    const others = [
      ...['/', '/account', '/nowhere', '/api/dashboard', '/preview', '/preview/flows'],
      ...resources.map((resource) => `/resources/${resource}`),
      `${draft.replace('/preview/flows', '/resources/flows/records')}/build`,
    ];
    const answers = [
      ...(await Promise.all(others.map((path) => editor.get(path)))),
      ...(await Promise.all(['/login', '/forgot-password', draft].map((path) => visitor.get(path)))),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(policyOf(answer)).toContain("frame-ancestors 'none'");
    }
    const outside = await Promise.all(['/', '/docs', '/api/v1'].map((path) => fetch(app.origin + path)));
    for (const answer of outside) expect(policyOf(answer)).toContain("frame-ancestors 'none'");
  });

  test('needs a script and a sheet that come compressed and for ever', async () => {
    const { text } = await editor.get(draft);
    const urls = [...text.matchAll(/"(\/admin\/assets\/preview-[0-9a-f]{12}\.(?:js|css))"/g)].map(([, url]) => url);
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      const { status, headers } = await fetch(app.origin + url, { headers: { 'accept-encoding': 'br' } });
      expect([status, headers.get('content-encoding')]).toEqual([200, 'br']);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });
});
