import { flat, type RecordJSON } from 'adminjs';
import { moment, words } from './records.js';

export interface ChangedValue {
  name: string;
  was: unknown;
  is: unknown;
}

type Values = Record<string, unknown>;

const texts = { yes: 'Yes', no: 'No', nothing: '—' };

/** What differs between before and after, by column. */
export function changesOf({ params }: RecordJSON): ChangedValue[] {
  return differencesOf(flat.get(params, 'before'), flat.get(params, 'after'));
}

/** What differs between two states of one thing; of what is made of parts, such as answers, each part by itself. */
export function differencesOf(before: unknown, after: unknown): ChangedValue[] {
  const [was, is] = [(before ?? {}) as Values, (after ?? {}) as Values];
  const both = Object.keys(was).length > 0 && Object.keys(is).length > 0;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [old, now] = [was[name], is[name]];
    if (!both || !isParts(old) || !isParts(now)) return [{ name: words(name), was: old, is: now }];
    const parts = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const differing = parts.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]));
    return differing.map((part) => ({ name: `${words(name)}: ${words(part)}`, was: old[part], is: now[part] }));
  });
}

const isParts = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const moments = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

export function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'string' && moments.test(value)) return moment(value);
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
