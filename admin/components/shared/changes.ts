import { flat, type RecordJSON } from 'adminjs';

export interface ChangedValue {
  name: string;
  was: unknown;
  is: unknown;
}

/** What differs between before and after, by column. */
export function changesOf({ params }: RecordJSON): ChangedValue[] {
  const was = (flat.get(params, 'before') ?? {}) as Record<string, unknown>;
  const is = (flat.get(params, 'after') ?? {}) as Record<string, unknown>;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((name) => ({
    name,
    was: was[name],
    is: is[name],
  }));
}

export function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
