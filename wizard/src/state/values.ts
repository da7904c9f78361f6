import type { Answers, Field, Page } from 'doorstep-client';

/** What a form's controls hold: text as it is typed, ticks, choices, the parts of an address. */
export type Value = string | boolean | string[] | Record<string, string>;
export type Values = Record<string, Value>;

export const addressParts = ['street', 'city', 'state', 'zip'] as const;

/** The controls' first values, from what was answered before. */
export const valuesOf = (page: Page, answers: Answers): Values =>
  Object.fromEntries(page.fields.map((field) => [field.key, firstValue(field, own(answers, field.key))]));

function firstValue({ type }: Field, answer: unknown): Value {
  if (type === 'checkbox') return answer === true;
  if (type === 'multi_select') return Array.isArray(answer) ? answer.map(String) : [];
  if (type === 'address')
    return Object.fromEntries(addressParts.map((part) => [part, String(own(answer, part) ?? '')]));
  return answer === undefined || answer === null ? '' : String(answer);
}

/** What was typed before, in place of the first values; not where the field is another kind of thing by now. */
export function withTyped(first: Values, typed: Values = {}): Values {
  const fits = (value: Value | undefined, as: Value) =>
    typeof value === typeof as && Array.isArray(value) === Array.isArray(as);
  const kept = Object.entries(first).map(
    ([key, value]) => [key, fits(typed[key], value) ? typed[key] : value] as const,
  );
  return Object.fromEntries(kept) as Values;
}

/** What is sent: an empty control is no answer, and is left out. */
export function answersOf(page: Page, values: Values): Answers {
  const answers = page.fields.map((field) => [field.key, answerOf(field, values[field.key])] as const);
  return Object.fromEntries(answers.filter(([, answer]) => answer !== undefined));
}

function answerOf({ type, required }: Field, value: Value | undefined): unknown {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return textOf(type, value);
  if (Array.isArray(value)) return value.length || required ? value : undefined;
  if (typeof value === 'boolean') return value;
  const parts = Object.entries(value).map(([key, part]) => [key, part.trim()] as const);
  const given = parts.filter(([, part]) => part !== '');
  // A required address that is empty is told part by part.
  return given.length || required ? Object.fromEntries(given) : undefined;
}

function textOf(type: Field['type'], value: string): unknown {
  const text = value.trim();
  if (text === '') return undefined;
  return type === 'number' ? numberOf(text) : text;
}

/** A decimal comma is a habit, not a mistake. What is no number stays text, and the check says so. */
function numberOf(text: string): number | string {
  const plain = text.replace(',', '.');
  const number = Number(plain);
  // One with more digits than a number holds would be stored as another one.
  const isKept = !Number.isInteger(number) || Number.isSafeInteger(number);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(plain) && isKept ? number : text;
}

/** The answers of one page out of all. */
export const pageAnswers = (page: Page, answers: Answers): Answers =>
  Object.fromEntries(page.fields.flatMap(({ key }) => (Object.hasOwn(answers, key) ? [[key, answers[key]]] : [])));

/** Whether two answers are the same: they are JSON, in whatever order their keys come. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(own(a, key), own(b, key)))
  );
}

export const own = (from: unknown, key: string): unknown =>
  typeof from === 'object' && from !== null && Object.hasOwn(from, key) ? (from as Answers)[key] : undefined;
