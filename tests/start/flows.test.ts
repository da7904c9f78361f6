import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { system } from '../../src/domain/actors.js';
import * as drafts from '../../src/domain/drafts.js';
import * as flows from '../../src/domain/flows.js';
import { seed } from '../../src/domain/seed.js';
import { command } from '../support/commands.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { publishFlow } from '../support/drafts.js';
import { remove, temporaryFolder } from '../support/folders.js';
import { changed, snapshot } from '../support/snapshots.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let dir: string;
let dataDir: string;
beforeAll(() => {
  dataDir = temporaryFolder();
});
afterAll(() => remove(dataDir));
beforeEach(async () => {
  database = await testDatabase();
  await seed(database.db, { ...database.config, adminPassword: 'a long enough password' });
  await publishFlow(database.db, 'second', { one: [{ key: 'about_me', type: 'textarea' }, { key: 'nick' }] });
  dir = temporaryFolder();
});
afterEach(async () => {
  await database.close();
  remove(dir);
});

const by = system('cli');
const run = ([verb = '', ...rest]: string[]) => {
  const environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, BCRYPT_COST: '4' };
  return command(['flows', verb, '--dir', dir, ...rest], environment);
};
const file = (slug: string) => join(dir, `${slug}.yaml`);
const read = (slug: string) => readFileSync(file(slug), 'utf8');
const change = (slug: string, from: string | RegExp, to: string) => {
  const text = read(slug);
  writeFileSync(file(slug), text.replace(from, to));
  expect(read(slug)).not.toBe(text);
};
const draft = async (slug: string) => (await drafts.read(database.db, by, slug)).document;
/** As somebody at the back office would. */
const rename = async (slug: string, title: string) =>
  flows.update(
    database.db,
    by,
    (await database.db.selectFrom('flows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id,
    { title },
  );

describe('a flow’s way through the folder', () => {
  test('pull, edit, diff, push, publish; and each of them again does nothing', async () => {
    expect(await run(['pull'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/default\.yaml\n.*second\.yaml\n$/),
    });
    expect(readdirSync(dir).sort()).toEqual(['.doorstep.json', 'default.yaml', 'second.yaml']);
    expect(read('default')).toContain(
      'slug: default\ntitle: Welcome\npages:\n  - key: about-you\n    title: About you\n',
    );
    expect(await run(['diff'])).toEqual({ code: 0, stdout: '', stderr: '' });
    change('default', 'title: Welcome', 'title: Hello # short');
    const diff = await run(['diff']);
    expect(diff.code).toBe(1);
    expect(diff.stdout).toMatch(
      /^--- database\/default\n\+\+\+ .*default\.yaml\n@@ .*\n slug: default\n-title: Welcome\n\+title: Hello\n/,
    );
    expect(await run(['push'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^pushed {2}\S*default\.yaml\n$/),
    });
    expect((await draft('default')).title).toBe('Hello');
    const before = await snapshot(database.pool);
    expect(await run(['push'])).toEqual({ code: 0, stdout: 'Nothing to push.\n', stderr: '' });
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
    expect(await run(['publish', '--notes', 'Shorter'])).toMatchObject({
      code: 0,
      stdout: 'published  default, version 2\n',
    });
    expect(await run(['publish'])).toMatchObject({ code: 0, stdout: 'Nothing to publish.\n' });
    expect(await run(['pull'])).toMatchObject({ code: 0, stdout: 'Nothing to pull.\n' });
    expect(read('default')).toContain('# short');
    const published = await database.db
      .selectFrom('flow_versions')
      .select(['notes', 'published_by'])
      .where('number', '=', 2)
      .execute();
    expect(published).toEqual([{ notes: 'Shorter', published_by: null }]);
  });

  test('loses nothing of a draft, however odd its texts', async () => {
    const label = '- "a": \'b\' # c & *d !e %f @g `h` {i}: [j], yes';
    const odd = {
      key: 'odd',
      type: 'select',
      label,
      required: true,
      options: [
        { value: 'no', label: 'null' },
        { value: '007', label: '~' },
      ],
    };
    const bounds = {
      key: 'day',
      type: 'date',
      label: '2001-01-01',
      required: false,
      min: '-18y',
      max: '2030-12-31',
      help: 'one\n\n  two\ttabs\n# three',
    };
    const pages = [
      {
        key: 'true',
        title: 'x'.repeat(190),
        description: `${'word '.repeat(200).trim()}\n…\n---`,
        fields: [odd, bounds],
      },
    ];
    const { document } = await drafts.write(database.db, by, { slug: 'odd' }, { slug: 'odd', title: 'ÄÖ 🐝', pages });
    await run(['pull']);
    expect((await run(['diff'])).code).toBe(0);
    expect((await run(['push'])).stdout).toBe('Nothing to push.\n');
    writeFileSync(
      file('odd'),
      read('odd').replaceAll('slug: odd', 'slug: copy').replace('title: ÄÖ 🐝', 'title: Copy'),
    );
    writeFileSync(file('copy'), read('odd'));
    rmSync(file('odd'));
    expect((await run(['push'])).code).toBe(0);
    expect(await draft('copy')).toEqual({ ...document, slug: 'copy', title: 'Copy' });
  });

  test('a flow that has no file is left alone, and a file without a flow makes one', async () => {
    await run(['pull', 'default']);
    expect(existsSync(file('second'))).toBe(false);
    writeFileSync(file('third'), 'slug: third\ntitle: Third\npages: []\n');
    expect(await run(['push'])).toMatchObject({ code: 0, stdout: expect.stringContaining('third.yaml') });
    expect(await draft('third')).toEqual({ slug: 'third', title: 'Third', pages: [] });
    expect((await draft('second')).pages).toHaveLength(1);
  });

  test('tells which other drafts a change of the library touches', async () => {
    await run(['pull']);
    change('default', 'label: About me', 'label: About yourself');
    expect((await run(['push'])).stdout).toMatch(/drafts too: second\. Pull them\.\n$/);
    expect((await run(['push'])).stdout).toMatch(
      /^Not what the database says, and not changed here: \S*second\.yaml\. .*\nNothing to push\.\n$/,
    );
    expect((await run(['pull'])).stdout).toMatch(/^pulled {2}\S*second\.yaml\n$/);
    change('default', 'label: About yourself', 'label: One');
    change('second', 'label: About yourself', 'label: Other');
    expect(await run(['push'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The field about_me is not the same in'),
    });
  });
});

describe('what is refused', () => {
  test('a stale push: it says what was changed, and pushes no file at all', async () => {
    await run(['pull']);
    await rename('default', 'Changed meanwhile');
    change('default', 'title: About you', 'title: Mine');
    change('second', 'title: Flow second', 'title: Mine too');
    const before = await snapshot(database.pool);
    const { code, stderr } = await run(['push']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The draft of default was changed in the database:\n/);
    expect(stderr).toContain('-title: Welcome\n+title: Changed meanwhile\n');
    expect(stderr).not.toContain('Mine');
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
    expect((await run(['push', 'second'])).code).toBe(0);
  });

  test('a pull over what was changed here, unless it is forced', async () => {
    await run(['pull']);
    change('default', 'title: Welcome', 'title: Mine');
    await rename('second', 'Theirs');
    const refused = await run(['pull']);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Changed here since the last pull: \S*default\.yaml\./),
    });
    expect(read('second')).not.toContain('Theirs');
    expect((await run(['pull', '--force'])).code).toBe(0);
    expect([read('default').includes('title: Welcome'), read('second').includes('Theirs')]).toEqual([true, true]);
  });

  test.each([
    ['broken YAML', 'slug: [default', /default\.yaml: .*line 1/],
    ['a key twice', 'slug: default\nslug: default\n', /default\.yaml: Map keys must be unique/],
    [
      'letters that are no UTF-8',
      Buffer.from('slug: default\ntitle: Caf\xe9\npages: []\n', 'latin1'),
      /default\.yaml is not in UTF-8/,
    ],
    ['a tag that nobody knows', 'slug: default\ntitle: !old T\npages: []\n', /default\.yaml: .*tag: !old/],
    ['an empty file', '', /default\.yaml: body: This must be an object\./],
    [
      'an unknown key',
      'slug: default\ntitle: T\npages: []\ncolour: red\n',
      /default\.yaml: colour: This is not a known key\./,
    ],
    [
      'another flow’s slug',
      'slug: second\ntitle: T\npages: []\n',
      /default\.yaml: slug: This must be default, as in the name of the file\./,
    ],
    [
      'a rule that its type does not know',
      'slug: default\ntitle: T\npages:\n  - key: a\n    title: A\n    fields: [{key: n, type: checkbox, label: N, max: 3}]\n',
      /default\.yaml: pages\.a\.fields\.n\.max: A field of the type checkbox has no such rule\./,
    ],
    [
      'aliases without end',
      `a: &a [1,1]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${`*${'abcdefghij'[i]},`.repeat(9)}1]`).join('\n')}`,
      /default\.yaml: .*alias/i,
    ],
  ])('%s, named by file and place, whatever else there is', async (_name, text, complaint) => {
    await run(['pull']);
    change('second', 'title: Flow second', 'title: Mine');
    writeFileSync(file('default'), text);
    const before = await snapshot(database.pool);
    for (const verb of ['push', 'diff', 'publish']) {
      expect(await run([verb])).toMatchObject({ code: 1, stderr: expect.stringMatching(complaint) });
    }
    expect(changed(before, await snapshot(database.pool))).toEqual([]);
  });

  test('names that are no slugs, and links that lead out of the folder', async () => {
    for (const slug of ['../evil', '/etc/passwd', 'a/b', 'A', '.', 'x.yaml'])
      expect((await run(['pull', slug])).code).toBe(2);
    expect(await run(['pull', 'unknown'])).toMatchObject({ code: 1, stderr: 'There is no flow unknown.\n' });
    expect((await run(['push', 'unknown'])).stderr).toContain('There is no such file.');
    await run(['pull']);
    const outside = join(dataDir, 'outside.yaml');
    writeFileSync(outside, 'mine');
    rmSync(file('second'));
    symlinkSync(outside, file('second'));
    for (const verb of ['push', 'diff', 'pull']) expect((await run([verb])).stderr).toContain('is not a plain file');
    expect(readFileSync(outside, 'utf8')).toBe('mine');
    rmSync(file('second'));
    writeFileSync(join(dir, 'Bad Name.yaml'), '');
    expect((await run(['push'])).stderr).toContain('is not called after a flow');
  });

  test('what cannot be published, and what is archived', async () => {
    await run(['pull']);
    writeFileSync(file('empty'), 'slug: empty\ntitle: Empty\npages: []\n');
    await run(['push']);
    expect(await run(['publish'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('empty: pages: The flow has no page yet.'),
    });
    const { id } = await database.db
      .selectFrom('flows')
      .select('id')
      .where('slug', '=', 'second')
      .executeTakeFirstOrThrow();
    await flows.archive(database.db, by, id);
    change('second', 'title: Flow second', 'title: Mine');
    expect(await run(['push'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/second\.yaml: This flow is archived\./),
    });
  });

  test('a folder that is not there, and a state that can’t be read', async () => {
    remove(dir);
    expect(await run(['push'])).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no folder') });
    writeFileSync(dir, 'a file');
    expect(await run(['pull'])).toMatchObject({ code: 1, stderr: expect.stringContaining("can't be made") });
    rmSync(dir);
    await run(['pull']);
    writeFileSync(join(dir, '.doorstep.json'), '{');
    expect(await run(['push'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(".doorstep.json can't be read"),
    });
  });

  test.each([[['sideways']], [['push', '--force']], [['pull', '--notes', 'x']], [['pull', '--what']]])(
    '%j is not understood',
    async (args) => {
      expect((await run(args)).code).toBe(2);
    },
  );
});
