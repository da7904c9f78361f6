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
    pages: Step[];
  };
}

export const texts = {
  heading: 'How the onboarding goes',
  flow: 'Flow',
  allFlows: 'All flows',
  version: 'Version',
  range: 'Time',
  ranges: { 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last year' } as Record<number, string>,
  failed: 'The figures could not be loaded. Please try again.',
  again: 'Try again',
  nothing: 'Nothing happened in this time yet. As soon as somebody signs up, it shows here.',
  days: 'Day by day',
  table: 'The same as a table',
  day: 'Day',
  registrations: 'Registrations',
  started: 'Begun',
  completed: 'Completed',
  published: (number: number) => `Version ${number} published`,
  funnel: (version: number) => `Page by page, version ${version}`,
  unpublished: 'This flow is not published yet, so nobody can begin it.',
  nobody: 'Nobody began this version in this time.',
  outcome: (started: number, completed: number) =>
    `${count(started)} began it in this time; ${count(completed)} of them (${share(completed, started)}) have completed it.`,
  page: 'Page',
  shown: 'Came to it',
  saved: 'Saved it',
  left: 'Not further so far',
  median: 'Median time',
};

export const count = (value: number) => new Intl.NumberFormat().format(value);

/** A part of a whole in percent; of nothing there is none. */
export const share = (part: number, whole: number) =>
  whole === 0
    ? '—'
    : new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);

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
  return new Intl.NumberFormat(undefined, format).format(value);
}

/** A day of UTC's, whatever zone the reader is in. */
export const dayText = (day: string) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
