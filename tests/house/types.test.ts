import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { projectRoot } from '../../src/config.js';
import { type Source, sources } from '../support/sources.js';

interface Shape {
  name: string;
  keys: string[];
  required: string[];
}

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every object that a request or an answer of the API is or holds, down to the smallest of two properties. */
function shapesIn(value: unknown, name: string): Shape[] {
  if (!isTree(value)) return [];
  const below = Object.entries(value).flatMap(([key, part]) =>
    shapesIn(part, /^\d+$|^(properties|schema|items|content|application\/json)$/.test(key) ? name : `${name}.${key}`),
  );
  const { properties, required = [] } = value as { properties?: Tree; required?: string[] };
  const keys = isTree(properties) ? Object.keys(properties) : [];
  return keys.length < 2 ? below : [{ name, keys, required }, ...below];
}

/** What is declared by hand in a file: interfaces and object types, wherever they stand. */
function declaredIn({ path, text }: Source): Shape[] {
  const found: Shape[] = [];
  const visit = (node: unknown) => {
    if (!isTree(node)) return;
    const members = node.type === 'TsInterfaceBody' ? node.body : node.type === 'TsTypeLiteral' ? node.members : [];
    const keys = (members as Tree[]).flatMap(({ key }) => (isTree(key) && 'value' in key ? [String(key.value)] : []));
    if (keys.length) found.push({ name: `${path}: { ${keys.join(', ')} }`, keys, required: [] });
    for (const part of Object.values(node)) visit(part);
  };
  visit(parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x') }));
  return found;
}

/** Says the same as the API's document does: nothing it does not know, and all that it demands. */
const repeats = ({ keys }: Shape, { keys: known, required }: Shape) =>
  keys.length > 1 && keys.every((key) => known.includes(key)) && required.every((key) => keys.includes(key));

const { components, paths } = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8'));
const shapes = [...shapesIn(components.schemas, 'schemas'), ...shapesIn(paths, 'paths')];

const repetitions = (files: Source[]) =>
  files.flatMap(declaredIn).flatMap((declared) => {
    const same = shapes.find((shape) => repeats(declared, shape));
    return same ? [`${declared.name} is ${same.name}`] : [];
  });

describe('requests and answers', () => {
  test('are defined once: the client and the wizard derive their types from openapi.json', () => {
    const files = sources(['client/src', 'wizard/src']);
    expect(files.flatMap(declaredIn).length).toBeGreaterThan(30);
    expect(repetitions(files)).toEqual([]);
  });

  test.each([
    [
      'an interface',
      'interface Person { id: string; email: string; full_name: string; role: string; is_active: boolean; email_verified_at: string; last_login_at: string; created_at: string; updated_at: string }',
    ],
    ['a request', 'type SignIn = { email: string; password: string }'],
    ['a type within another', 'const f = (x: { about: { completed: number; total: number } }) => x;'],
  ])('would be found where %s repeats them', (_name, text) => {
    expect(repetitions([{ path: 'made-up.ts', text }])).toHaveLength(1);
  });
});
