import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { definitions } from '../../admin/resources/index.js';
import { projectRoot } from '../../src/config.js';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { endAll, freePort, run } from '../support/processes.js';

// A real start, on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

const folder = join(projectRoot, 'dist/src');
// What only passes on what others say has no map.
const chunks = readdirSync(folder).filter((name) => existsSync(join(folder, `${name}.map`)));

/** The packages that a file of the built server brings along, as its source map tells. */
function packagesIn(chunk: string): string[] {
  if (!chunks.includes(chunk)) return [];
  const { sources } = JSON.parse(readFileSync(join(folder, `${chunk}.map`), 'utf8')) as { sources: string[] };
  return sources.flatMap((source) => source.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
}

/** A file of the built server, and what it imports before it runs itself. */
function withImports(chunk: string, seen = new Set<string>()): Set<string> {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  const text = readFileSync(join(folder, chunk), 'utf8');
  for (const [, next = ''] of text.matchAll(/^import (?:.* from )?"\.\/([\w-]+\.js)";/gm)) withImports(next, seen);
  return seen;
}

describe('the built server', () => {
  const all = new Set(chunks.flatMap(packagesIn));

  test('answers before it reads AdminJS, the queue or the mailer: they come when the port is open', () => {
    const before = new Set([...withImports('server.js'), ...withImports('app.js')].flatMap(packagesIn));
    expect([...before]).toEqual(expect.arrayContaining(['express', 'zod', 'pg']));
    const late = ['adminjs', '@adminjs/sql', 'nodemailer'];
    expect(late.filter((name) => before.has(name))).toEqual([]);
    expect(late.filter((name) => !all.has(name))).toEqual([]);
    const text = [...withImports('app.js')].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    expect(text).not.toMatch(/^import .*"(graphile-worker|node-pg-migrate)"/m);
  });

  test('brings neither what AdminJS bundles with nor what it draws with, which is most of it', () => {
    const idle = ['@babel/core', 'rollup', 'knex', 'mysql2', 'react-dom', 'axios', 'prosemirror-view'];
    expect(idle.filter((name) => all.has(name))).toEqual([]);
  });
});

describe('the built back office', () => {
  let app: TestApp;
  let own: Clerk;
  let built: Clerk;

  beforeAll(async () => {
    app = await testApp();
    own = await clerk(app, 'admin');
    const member = await app.signedIn('member');
    await member.post('/submissions', { flow: 'default' });
    const port = await freePort();
    const { sessionSecret, tokenSecret, publicUrl } = app.config;
    const server = run(['bin/start.js'], {
      ...{ DATABASE_URL: app.url, PORT: String(port), PUBLIC_URL: publicUrl, RUN_JOBS: 'false', DATA_DIR: '' },
      ...{ SESSION_SECRET: sessionSecret, TOKEN_SECRET: tokenSecret, BCRYPT_COST: '4', RATE_LIMIT_SCALE: '1000000' },
    });
    await server.says(/"ready"/);
    built = new Clerk(`http://127.0.0.1:${port}`, own.id, own.email);
    built.cookie = own.cookie;
  });
  afterAll(async () => {
    await endAll();
    await app.stop();
  });

  /** The same asked of the sources, as all other tests run them, and of what was built of them. */
  const both = async (ask: (clerk: Clerk) => Promise<{ status: number; text: string }>) => {
    const [expected, found] = [await ask(own), await ask(built)];
    expect([found.status, bare(found.text)]).toEqual([expected.status, bare(expected.text)]);
    return expected.status;
  };
  // As JSON where it is some: what is looked up at once comes in any order.
  const bare = (text: string) => (text.startsWith('{') ? JSON.parse(text) : text.replace(/nonce="[^"]+"/g, 'nonce'));

  test.each(definitions.map(({ table }) => table))('answers of %s as its sources do', async (table) => {
    const list = await own.list(table);
    expect(await both((one) => one.list(table))).toBe(200);
    await both((one) => one.list(table, { 'filters.id': 'nothing', sortBy: 'created_at' }));
    await both((one) => one.get(`/api/resources/${table}/actions/search?searchProperty=id&query=a`));
    const id = list.body.records[0]?.id;
    if (!id) return;
    expect(await both((one) => one.show(table, id))).toBe(200);
    await both((one) => one.get(`/api/resources/${table}/records/${id}/edit`));
    await both((one) => one.edit(table, id, { email: 'nobody', slug: 'No Slug', key: 'No Key' }));
  });

  test.each(['design-system', 'office'])('sends the bundle %s compressed beforehand, for ever', async (name) => {
    const file = readdirSync(join(projectRoot, 'dist/admin-assets')).find((each) => each.startsWith(`${name}-`)) ?? '';
    const ask = (encoding: string) => built.get(`/assets/${file}`, { 'accept-encoding': encoding });
    const plain = await ask('identity');
    for (const encoding of ['br', 'gzip']) {
      const { headers, text } = await ask(encoding);
      expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([encoding, 'Accept-Encoding']);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(text === plain.text && text.length > 10_000).toBe(true);
    }
  });

  test('draws the same page, and refuses the same', async () => {
    expect(await both((one) => one.get(''))).toBe(200);
    await both((one) => one.get('/api/dashboard'));
    await both((one) => one.get('/resources/nothing'));
    expect(await both((one) => one.post('/api/resources/users/actions/new', { email: 'nobody' }))).toBe(200);
    await both((one) => new Clerk(one.origin).get('/login'));
  });
});
