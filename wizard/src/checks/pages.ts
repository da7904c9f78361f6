import { format, type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import type { Answers, Page } from 'doorstep-client';
import { emailPattern } from '../../../src/domain/characters.js';
import { resolve } from '../../../src/domain/dates.js';
import { texts } from '../texts/texts.js';
import { sentence } from './sentences.js';

/** Path of keys → complaint, in the order in which the fields stand on the page. */
export type Complaints = Record<string, string>;

type Node = Record<string, unknown>;

// The server's idea of an address, which knows more letters than the validator's own.
format.email = (text: string) => emailPattern.test(text);

/**
 * What the server would say to these answers on that day (`YYYY-MM-DD`, UTC), by the schema it sends: an interpreter,
 * since the page's security policy lets no code be compiled. Said in the language spoken here, unless in another one's words.
 */
export function checkPage(page: Page, answers: Answers, today: string, say = texts.complaints): Complaints {
  const { errors } = new Validator(page.schema as Schema, '2020-12', false).validate(answers);
  const told = [
    ...errors.filter(isPlain).flatMap((error) => explain(error, page.schema, answers)),
    ...page.fields.flatMap(({ key }) => outOfBounds(key, page.schema, answers, today)),
  ].sort((a, b) => a.rank - b.rank);
  const first = new Map([...told].reverse().map(({ path, keyword, limit }) => [path, sentence(keyword, limit, say)]));
  const order = page.fields.map(({ key }) => key);
  const place = ([path]: [string, string]) => order.indexOf(path.split('.')[0] ?? '');
  return Object.fromEntries([...first].reverse().sort((a, b) => place(a) - place(b)));
}

interface Told {
  path: string;
  keyword: string;
  limit: unknown;
  /** Of several complaints about a field the server's first one counts; this is the order of its rules. */
  rank: number;
}

const ranks = ['type', 'allOf', 'maxLength', 'minLength', 'pattern', 'format', 'x-min', 'x-max'];
const rank = (keyword: string) => (ranks.includes(keyword) ? ranks.indexOf(keyword) : ranks.length);

/** Not the echo of an error in what encloses it, nor what failed inside a choice: that the choice itself tells. */
function isPlain({ keyword, keywordLocation }: OutputUnit): boolean {
  return !['properties', 'items', 'allOf'].includes(keyword) && !/\/oneOf\//.test(keywordLocation);
}

function explain({ keyword, keywordLocation, instanceLocation }: OutputUnit, schema: Node, answers: Answers): Told[] {
  const at = steps(instanceLocation);
  const limit = follow(schema, steps(keywordLocation));
  const missing = keyword === 'required' ? absent(limit as string[], follow(answers, at)) : [undefined];
  return missing.map((key) => ({
    // Positions in a list are of no use to a reader: the field is what he sees.
    path: [...at.filter((step) => !/^\d+$/.test(step)), ...(key ? [key] : [])].join('.'),
    ...{ keyword, limit },
    rank: rank(keywordLocation.includes('/allOf/') ? 'allOf' : keyword),
  }));
}

const absent = (keys: string[], value: unknown) => keys.filter((key) => !Object.hasOwn(value as object, key));

/** JSON Schema cannot compare dates: both bounds are annotations of ours. */
function outOfBounds(key: string, schema: Node, answers: Answers, today: string): Told[] {
  const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
  if (typeof value !== 'string') return [];
  const field = follow(schema, ['properties', key]) as Node;
  return ['x-min', 'x-max'].flatMap((keyword) => {
    const bound = field[keyword];
    if (typeof bound !== 'string') return [];
    const day = resolve(bound, today);
    const holds = keyword === 'x-min' ? value >= day : value <= day;
    return holds ? [] : [{ path: key, keyword, limit: day, rank: rank(keyword) }];
  });
}

/** The steps of a JSON pointer in a URI fragment (RFC 6901, 6). */
const steps = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));

const follow = (from: unknown, path: string[]): unknown =>
  path.reduce<unknown>((node, step) => (node as Node | undefined)?.[step], from);
