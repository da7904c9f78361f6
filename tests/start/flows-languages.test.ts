import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { system } from '../../src/domain/actors.js';
import * as drafts from '../../src/domain/drafts.js';
import { seed } from '../../src/domain/seed.js';
import { command } from '../support/commands.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { remove, temporaryFolder } from '../support/folders.js';

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
describe('a flow in several languages', () => {
  const german = { de: { title: 'Willkommen' } };
  beforeEach(async () => {
    const document = await draft('default');
    const [about, ...rest] = document.pages;
    const [aboutMe, ...others] = about?.fields ?? [];
    const fields = [{ ...aboutMe, translations: { de: { label: 'Über mich' }, fr: { label: 'Sur moi' } } }, ...others];
    const pages = [{ ...about, translations: { de: { title: 'Über Sie' } }, fields }, ...rest];
    const told = { ...document, languages: ['de'], translations: german, pages };
    await drafts.write(database.db, by, { slug: 'default' }, told);
  });

  test('goes through the folder without loss, and a text that is taken out of a file is taken out', async () => {
    const before = await draft('default');
    await run(['pull']);
    expect(read('default')).toContain(
      'language: en\nlanguages:\n  - de\ntranslations:\n  de:\n    title: Willkommen\n',
    );
    expect(await run(['diff'])).toMatchObject({ code: 0 });
    expect(await run(['push'])).toMatchObject({ code: 0, stdout: 'Nothing to push.\n' });
    expect(await run(['publish', 'default'])).toMatchObject({ stdout: 'published  default, version 2\n' });
    expect(await run(['publish', 'default'])).toMatchObject({ stdout: 'Nothing to publish.\n' });
    change('default', 'title: Willkommen', 'title: Servus');
    expect((await run(['push', 'default'])).stdout).toMatch(/pushed {2}.*default\.yaml/);
    expect(await draft('default')).toEqual({ ...before, translations: { de: { title: 'Servus' } } });
    change('default', '    title: Servus\n', '');
    change('default', 'translations:\n  de:\n', '');
    expect((await run(['push', 'default'])).code).toBe(0);
    const { translations, ...rest } = await draft('default');
    expect(translations).toBeUndefined();
    expect(rest).toEqual({ ...before, translations: undefined });
  });

  test('is refused where a file says what is no language, at its path', async () => {
    await run(['pull']);
    change('default', 'languages:\n  - de\n', 'languages:\n  - deutsch\n');
    const { code, stderr } = await run(['push']);
    expect(code).toBe(1);
    expect(stderr).toContain('languages.0: This must be the tag of a language');
  });
});
