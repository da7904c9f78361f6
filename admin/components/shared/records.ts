import type { RecordJSON } from 'adminjs';
import { locale, words } from './words.js';

/** A structure that came as one text of JSON. */
export function unpack<T>(record: RecordJSON | undefined, name: string): T | undefined {
  const text: unknown = record?.params[name];
  return typeof text === 'string' ? (JSON.parse(text) as T) : undefined;
}

/** A moment as its reader writes it. */
export function moment(value: unknown): string {
  const date = new Date(String(value));
  if (!value || Number.isNaN(date.getTime())) return '—';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** `in_progress` as people write it. */
export function inWords(value: unknown): string {
  const text = String(value ?? '');
  if (Object.hasOwn(words.values, text)) return words.values[text] as string;
  return text.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

export interface FieldOfPage {
  key: string;
  type: string;
  label: string;
  help?: string;
  required: boolean;
  min?: string | number;
  max?: string | number;
  min_length?: number;
  max_length?: number;
  options?: { value: string; label: string }[];
}

/** An answer in words: the labels of what was chosen, an address in its lines. */
export function answerText({ type, options }: Pick<FieldOfPage, 'type' | 'options'>, answer: unknown): string {
  if (answer === null || answer === undefined) return '—';
  const label = (value: unknown) => options?.find((option) => option.value === value)?.label ?? String(value);
  if (type === 'checkbox') return answer ? words.common.yes : words.common.no;
  if (Array.isArray(answer)) return answer.map(label).join('\n');
  if (typeof answer === 'object') {
    return words.answers.addressText(answer as Record<string, string>);
  }
  return label(answer);
}

export const recordUrl = (resource: string, id: string, action = 'show') =>
  `/admin/resources/${resource}/records/${id}/${action}`;

/** The worklist of support. */
export const stuckUrl = '/admin/resources/submissions/actions/stuck';
