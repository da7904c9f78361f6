import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import { type Import, imports, sources } from '../support/sources.js';

const all = sources(['src', 'admin']);

/** A file's room: the folder it lies in, or itself where it lies at the top of src/. */
function room(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'admin' ? 'admin' : second.replace(/\.ts$/, '');
}

/** Which rooms a room may enter, besides its own: server → app → {http, admin} → domain → db. */
const FLOOR = ['config', 'errors', 'log', 'addresses'];
const DOORS: Record<string, string[]> = {
  ...{ config: [], errors: [], log: ['config'], addresses: [] },
  db: FLOOR,
  domain: ['db', 'limits', ...FLOOR],
  limits: ['db', ...FLOOR],
  metrics: ['db', ...FLOOR],
  http: ['domain', 'db', 'limits', 'metrics', ...FLOOR],
  admin: ['domain', 'db', 'limits', ...FLOOR],
  app: ['http', 'admin', 'domain', 'db', 'limits', 'metrics', ...FLOOR],
  jobs: ['domain', 'db', ...FLOOR],
  start: ['app', 'jobs', 'domain', 'db', ...FLOOR],
  server: ['start', 'domain', ...FLOOR],
  'flows-folder': ['domain', 'db', ...FLOOR],
  demo: ['domain', 'db', ...FLOOR],
  cli: ['start', 'app', 'http', 'jobs', 'flows-folder', 'demo', 'domain', 'db', ...FLOOR],
};

const isOurs = ({ to }: Import) => /^(src|admin)\//.test(to);
const show = ({ from, to }: Import) => `${from} → ${to}`;

describe('arrows', () => {
  test('every room is on the map', () => {
    expect([...new Set(all.map(({ path }) => room(path)))].filter((name) => !DOORS[name])).toEqual([]);
  });

  test('a room enters only the rooms below it', () => {
    const wrong = all
      .flatMap(imports)
      .filter(isOurs)
      .filter(({ from, to }) => room(from) !== room(to) && !DOORS[room(from)]?.includes(room(to)));
    expect(wrong.map(show)).toEqual([]);
  });

  test('the domain knows neither Express nor AdminJS', () => {
    const webby = /^(express|adminjs|@adminjs|cors|helmet|connect-pg-simple)/;
    const wrong = all.filter(({ path }) => room(path) === 'domain').flatMap(imports);
    expect(wrong.filter(({ to }) => webby.test(to)).map(show)).toEqual([]);
  });

  test('queries are written in db/ alone', () => {
    const outside = all.filter(({ path }) => room(path) !== 'db').flatMap(imports);
    expect(outside.filter(({ to, typeOnly }) => /^(kysely|pg)$/.test(to) && !typeOnly).map(show)).toEqual([]);
  });

  test('the wizard stands on the client, and on the few rules that are the server’s too', () => {
    const shared = ['characters', 'dates', 'languages', 'localising', 'schemas'].map((name) => `src/domain/${name}`);
    const ours = sources(['wizard/src'])
      .flatMap(imports)
      .filter(({ to, typeOnly }) => /^(src|admin|client)\//.test(to) && !typeOnly);
    expect(ours.filter(({ to }) => !shared.includes(to)).map(show)).toEqual([]);
  });

  test('src/config.ts alone reads the environment', () => {
    const readers = all.filter(({ text }) => /process\s*\.\s*env|process\[/.test(text)).map(({ path }) => path);
    expect(readers).toEqual(['src/config.ts']);
  });

  test('nothing names the folder that lies beside the project', () => {
    const folders = ['src', 'admin', 'bin', 'docs', 'migrations', 'tests'];
    // The back office's components have a folder of that name among them.
    const isOwn = (path: string) => path.startsWith('admin/components/');
    const everything = sources(folders, /\.(ts|tsx|js|md|sql)$/).filter(({ path }) => !isOwn(path));
    expect(everything.filter(({ text }) => text.includes(['..', 'shared'].join('/'))).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

describe('size', () => {
  const lines = (text: string) => text.split('\n').length - 1;

  // A language is a list, and its translator's one file.
  const isLanguage = (path: string) => path.includes('/locales/');

  test('no file is longer than 300 lines', () => {
    const rooms = sources(['src', 'admin', 'bin', 'tests', 'client', 'wizard']);
    const long = rooms.filter(({ path, text }) => lines(text) > 300 && !isLanguage(path));
    expect(long.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
  });

  test.each([
    ['src/server.ts', 60],
    ['src/app.ts', 100],
  ])('%s has at most %i lines', (path, most) => {
    expect(lines(readFileSync(join(projectRoot, path), 'utf8'))).toBeLessThanOrEqual(most);
  });
});

describe('what is committed', () => {
  test('package-lock.json names no registry', () => {
    expect(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "(?!\w+")/);
  });

  test('every script of package.json that documentation names exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const known = new Set(Object.keys(scripts));
    const top = readdirSync(projectRoot).filter((name) => name.endsWith('.md'));
    const texts = [
      ...top.map((name) => readFileSync(join(projectRoot, name), 'utf8')),
      ...sources(['docs'], /\.md$/).map(({ text }) => text),
    ];
    const named = texts.flatMap((text) => [...text.matchAll(/\bnpm run ([a-z-]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
