import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';

const folder = join(projectRoot, 'dist/wizard');
const assets = readdirSync(join(folder, 'assets')).map((name) => {
  const content = readFileSync(join(folder, 'assets', name));
  return { name, text: content.toString('utf8'), size: gzipSync(content, { level: 9 }).length };
});
const weigh = (ending: string) =>
  assets.filter(({ name }) => name.endsWith(ending)).reduce((sum, { size }) => sum + size, 0);

describe('the built wizard', () => {
  test('is light: at most 80 kB of compressed JavaScript in all, 12 kB of styles', () => {
    expect(weigh('.js')).toBeGreaterThan(20_000);
    expect(weigh('.js')).toBeLessThanOrEqual(80_000);
    expect(weigh('.css')).toBeGreaterThan(1000);
    expect(weigh('.css')).toBeLessThanOrEqual(12_000);
  });

  test('brings neither of the server’s engines, nor anything that compiles code', () => {
    const code = assets.map(({ text }) => text).join('\n');
    expect(code).toContain('additionalProperties');
    expect(code).not.toMatch(/RE2JS|Ajv|new Function\(|\beval\(/);
  });

  test('has its styles and scripts in files, as its security policy wants them', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).toMatch(/<script type="module" crossorigin src="\/assets\//);
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|style="|https?:/);
  });
});
