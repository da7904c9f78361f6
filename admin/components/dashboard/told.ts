import { locale, words } from '../shared/words.js';

export interface Day {
  day: string;
  registrations: number;
  started: number;
  completed: number;
}

export interface Step {
  key: string;
  title: string;
  shown: number;
  saved: number;
  median_s: number | null;
}

/** What src/domain/statistics.ts tells. */
export interface Told {
  range: { from: string; to: string };
  days: Day[];
  flow?: {
    id: string;
    versions: { number: number; day: string }[];
    version: number | null;
    started: number;
    completed: number;
    isSampled: boolean;
    pages: Step[];
  };
}

export const texts = words.statistics;

export const count = (value: number) => new Intl.NumberFormat(locale).format(value);

/** A part of a whole in percent; of nothing there is none. */
export const share = (part: number, whole: number) =>
  whole === 0
    ? '—'
    : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);

/** Seconds as people say them. */
export function duration(seconds: number | null): string {
  if (seconds === null) return '—';
  const units: [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [size, unit] = units.find(([each]) => seconds >= each) ?? [1, 'second'];
  const value = seconds / size;
  const format = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

/** A day of UTC's, whatever zone the reader is in. */
export const dayText = (day: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
