import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { projectRoot } from '../../src/config.js';

/** As much of a JSON Schema as the API's document has. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
}

interface Operation {
  security: object[];
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content?: { 'application/json': { schema: Schema } } }>;
}

const document = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8'));
export const { components } = document;

/** Every operation of openapi.json, by `METHOD /path`. */
export const operations: [name: string, operation: Operation][] = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, Operation] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
);

/** Values for what only this database knows, by the name of a property or parameter. */
export type Known = Record<string, unknown[]>;

const hostileTexts = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udfff\ud800',
    '\u0007',
    '\u001b[31m',
    '\u202egnp.exe',
    '\u{1f468}\u200d\u{1f469}',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '{{7*7}}',
    '../../etc/passwd',
  ],
  ...[
    'x'.repeat(10_000),
    '😀'.repeat(300),
    '\u0301'.repeat(500),
    '9'.repeat(400),
    'NaN',
    '-0',
    '1e999',
    '%00',
    '%',
    'null',
  ],
];
const hostileValues = [
  ...[-1, 0, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e-308, true, false, null, [], {}, [[[[]]]], { $ne: null }, ['x', 'x']],
  Array(2000).fill(0),
  JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
];
export const hostileText = fc.constantFrom(...hostileTexts);
const hostile = fc.oneof(hostileText, fc.constantFrom<unknown>(...hostileValues));

/** What a schema allows; `known` gives the values that have a meaning. */
export function allowed(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, type } = schema;
  const fitting = known[name];
  if (fitting?.length)
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting) }, allowed(schema, {}, name));
  if ($ref) return allowed(components.schemas[$ref.split('/').at(-1) ?? ''], known, name);
  if (schema.allOf) return allowed(Object.assign({}, ...schema.allOf), known, name);
  const either = anyOf ?? oneOf;
  if (either) return fc.oneof(...either.map((each) => allowed(each, known, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => allowed({ ...schema, type: one }, known, name)));
  return (kinds[type ?? 'any'] ?? (() => fc.jsonValue()))(schema, known);
}

const kinds: Record<string, (schema: Schema, known: Known) => fc.Arbitrary<unknown>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1000, maximum = 1000 }) => fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) }),
  number: ({ minimum, maximum }) => fc.double({ min: minimum, max: maximum, noNaN: true, noDefaultInfinity: true }),
  array: ({ items = {}, maxItems = 4 }, known) => fc.array(allowed(items, known), { maxLength: Math.min(maxItems, 4) }),
  string: text,
  object: ({ properties = {}, required = [] }, known) => {
    const parts = Object.entries(properties).map(([key, schema]) => [key, allowed(schema, known, key)] as const);
    return fc.record(Object.fromEntries(parts), { requiredKeys: required, noNullPrototype: true } as never);
  },
};

function text({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const fits = (value: string) => [...value].length >= minLength && [...value].length <= maxLength;
  if (format === 'email') return fc.emailAddress().filter(fits);
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'password') return fc.string({ minLength: Math.max(minLength, 8), maxLength: 40 });
  if (pattern) return fc.stringMatching(new RegExp(pattern)).filter(fits);
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) }).filter(fits);
}

/** One thing about a body spoilt: a value replaced, a key taken away or one too many. */
export function spoilt(body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const ways = fc.constantFrom('replace', 'replace', 'drop', 'add', 'whole');
  return fc.tuple(body, ways, hostile, hostileText, fc.nat()).map(([value, way, bad, key, at]) => {
    if (way === 'whole') return bad;
    const copy = structuredClone(value);
    const places = [...placesOf(copy)];
    const place = places[at % Math.max(1, places.length)];
    if (way === 'add' || !place) return Object.fromEntries([...Object.entries((copy ?? {}) as object), [key, bad]]);
    if (way === 'drop' && !Array.isArray(place.within)) delete place.within[place.key];
    else place.within[place.key] = bad;
    return copy;
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a body may hold anything.
function* placesOf(value: any): Generator<{ within: any; key: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield { within: value, key };
    yield* placesOf(value[key]);
  }
}

/** Whether some text in it, key or value, holds what is never text: NUL, another control character, half a surrogate pair. */
export function isUnclean(value: unknown): boolean {
  if (typeof value === 'string') return /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => isUnclean(key) || isUnclean(part));
}
