import type { ComparedRule, Difference } from '../../../src/domain/differences.js';
import { words } from './records.js';

const list = (names: string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const quoted = (text: string) => `“${text}”`;

type Of<K extends Difference['kind']> = Extract<Difference, { kind: K }>;

/** English; another language is another table like this one. */
const sentences: { [K in Difference['kind']]: (difference: Of<K>) => string } = {
  'flow.renamed': ({ from, to }) => `The flow is called ${quoted(to)}, no longer ${quoted(from)}.`,
  'pages.reordered': ({ pages }) => `The pages come in another order: ${list(pages)}.`,
  'page.added': ({ page, fields }) =>
    fields.length ? `The page ${quoted(page)} is new, with ${list(fields)}.` : `The page ${quoted(page)} is new.`,
  'page.removed': ({ page, fields }) =>
    fields.length ? `The page ${quoted(page)} goes, and with it ${list(fields)}.` : `The page ${quoted(page)} goes.`,
  'page.renamed': ({ from, to }) => `The page is called ${quoted(to)}, no longer ${quoted(from)}.`,
  'page.described': ({ from, to }) => textOf('The text under the title', from, to),
  'fields.reordered': ({ fields }) => `The order is another: ${list(fields)}.`,
  'field.added': ({ field, required }) => `${field} is new and ${required ? 'must be answered' : 'may be left out'}.`,
  'field.removed': ({ field }) => `${field} goes.`,
  'field.moved': ({ field, from, to }) => `${field} moves from ${from} to ${to}.`,
  'field.renamed': ({ from, to }) => `${from} is called ${to} now.`,
  'field.required': ({ field, required }) => `${field} becomes ${required ? 'required' : 'optional'}.`,
  'field.retyped': ({ field, from, to }) => `${field} changes its type from ${type(from)} to ${type(to)}.`,
  'field.help': ({ field, from, to }) => textOf(`The help text of ${field}`, from, to),
  'field.rule': ({ field, type, rule, from, to }) => ruleOf(field, noun(rule, type), from, to),
  'option.added': ({ field, option }) => `${field} offers ${quoted(option)} as well.`,
  'option.removed': ({ field, option }) => `${field} no longer offers ${quoted(option)}.`,
  'option.renamed': ({ field, from, to }) => `${field}: the option ${quoted(from)} is called ${quoted(to)} now.`,
  'options.reordered': ({ field, options }) => `${field} offers its options in another order: ${list(options)}.`,
};

/** A difference as one sentence. What people typed stands in it as it is. */
export const sentence = (difference: Difference): string =>
  (sentences[difference.kind] as (difference: Difference) => string)(difference);

const type = (name: string) => quoted(words(name).toLowerCase());

function textOf(what: string, from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `${what} goes.`;
  return from === undefined ? `${what} is new: ${quoted(to)}.` : `${what} changes to ${quoted(to)}.`;
}

const nouns: Record<ComparedRule, string> = {
  min_length: 'shortest length',
  max_length: 'longest length',
  pattern: 'pattern',
  min: 'lowest value',
  max: 'highest value',
};
const dated = { min: 'earliest date', max: 'latest date' };
const counted = { min: 'least number of choices', max: 'greatest number of choices' };

function noun(rule: ComparedRule, type: string): string {
  if (rule !== 'min' && rule !== 'max') return nouns[rule];
  return type === 'date' ? dated[rule] : type === 'multi_select' ? counted[rule] : nouns[rule];
}

type Value = string | number | undefined;

function ruleOf(field: string, what: string, from: Value, to: Value): string {
  if (to === undefined) return `${field} has no ${what} any more (it was ${bound(from)}).`;
  return `The ${what} of ${field} is ${bound(to)}${from === undefined ? ' from now on' : `, no longer ${bound(from)}`}.`;
}

const units: Record<string, string> = { d: 'day', w: 'week', m: 'month', y: 'year' };

/** `-18y` as people say it; anything else as it is. */
function bound(value: Value): string {
  const [, sign, digits, unit = ''] = /^([+-])(\d+)([dwmy])$/.exec(String(value)) ?? [];
  if (!sign) return String(value);
  const count = Number(digits);
  return `${count} ${units[unit]}${count === 1 ? '' : 's'} ${sign === '-' ? 'before' : 'after'} today`;
}
