import { flat, type RecordJSON } from 'adminjs';
import { languageNames } from '../../locales/language-names.js';
import { inWords, moment } from './records.js';
import { words } from './words.js';

export interface ChangedValue {
  name: string;
  was: unknown;
  is: unknown;
}

type Values = Record<string, unknown>;

/** What differs between before and after, by column. */
export function changesOf({ params }: RecordJSON): ChangedValue[] {
  return differencesOf(flat.get(params, 'before'), flat.get(params, 'after'));
}

/** What differs between two states of one thing; of what is made of parts, such as answers, each part by itself. */
export function differencesOf(before: unknown, after: unknown): ChangedValue[] {
  const [was, is] = [apart(before), apart(after)];
  const names = new Set([...was.texts.keys(), ...is.texts.keys()]);
  const texts = [...names].map((name) => ({ name, was: was.texts.get(name), is: is.texts.get(name) }));
  return [...columnsOf(was.columns, is.columns), ...texts.filter((text) => text.was !== text.is)];
}

/** The columns, and apart from them the texts in other languages. */
function apart(state: unknown): { columns: Values; texts: Texts } {
  const { translations, ...columns } = (state ?? {}) as Values;
  if (isParts(translations) && Object.values(translations).every(isParts))
    return { columns, texts: textsIn(translations as Record<string, Values>) };
  return { columns: (state ?? {}) as Values, texts: new Map() };
}

function columnsOf(was: Values, is: Values): ChangedValue[] {
  const both = Object.keys(was).length > 0 && Object.keys(is).length > 0;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [old, now] = [was[name], is[name]];
    if (!both || !isParts(old) || !isParts(now)) return [{ name: columnText(name), was: old, is: now }];
    const parts = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const differing = parts.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]));
    return differing.map((part) => ({
      name: `${columnText(name)}: ${columnText(part)}`,
      was: old[part],
      is: now[part],
    }));
  });
}

const nameOf = languageNames(words.language);

type Texts = Map<string, unknown>;

/** Texts in other languages by what people call them: “Label: German”. */
function textsIn(translations: Record<string, Values>): Texts {
  const found: Texts = new Map();
  for (const [tag, said] of Object.entries(translations)) {
    for (const [name, text] of Object.entries(said)) {
      const called = (what: string) => words.translations.in(what, nameOf(tag));
      if (!isParts(text)) found.set(called(columnText(name)), text);
      else for (const [value, one] of Object.entries(text)) found.set(called(`${columnText(name)}, ${value}`), one);
    }
  }
  return found;
}

/** A column as people call it. */
const columnText = (name: string) => (Object.hasOwn(words.columns, name) && words.columns[name]) || inWords(name);

const isParts = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const moments = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

export function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ') || '—';
  if (typeof value === 'boolean') return value ? words.common.yes : words.common.no;
  if (typeof value === 'string' && moments.test(value)) return moment(value);
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
