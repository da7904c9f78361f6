import type { RecordJSON } from 'adminjs';

/** A structure that came as one text of JSON. */
export function unpack<T>(record: RecordJSON | undefined, name: string): T | undefined {
  const text: unknown = record?.params[name];
  return typeof text === 'string' ? (JSON.parse(text) as T) : undefined;
}

/** A moment as its reader writes it. */
export function moment(value: unknown): string {
  const date = new Date(String(value));
  if (!value || Number.isNaN(date.getTime())) return '—';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

const known: Record<string, string> = {
  textarea: 'Long text',
  url: 'Web address',
  select: 'One choice',
  multi_select: 'Several choices',
  api: 'API',
  cli: 'Command line',
  admin: 'Admin',
};

/** `in_progress` as people write it. */
export function words(value: unknown): string {
  const text = String(value ?? '');
  return known[text] ?? text.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
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
  if (type === 'checkbox') return answer ? 'Yes' : 'No';
  if (Array.isArray(answer)) return answer.map(label).join('\n');
  if (typeof answer === 'object') {
    const { street, city, state, zip } = answer as Record<string, string>;
    return `${street}\n${city}, ${state} ${zip}`;
  }
  return label(answer);
}

export const recordUrl = (resource: string, id: string, action = 'show') =>
  `/admin/resources/${resource}/records/${id}/${action}`;

/** The worklist of support. */
export const stuckUrl = '/admin/resources/submissions/actions/stuck';
