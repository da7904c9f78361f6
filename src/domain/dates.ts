/** A bound of a date: a day, `today`, or days, weeks, months or years from today, such as `-18y`. */
const relative = /^([+-])(\d{1,4})([dwmy])$/;

/** Today in UTC, as `YYYY-MM-DD`. */
export const today = (now = new Date()) => now.toISOString().slice(0, 10);

/** Whether text is a real calendar day, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

export const isBound = (text: string) => text === 'today' || relative.test(text) || isDay(text);

const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T00:00:00Z');

/** The day a bound stands for, within the years 1 to 9999 that a date can be written in. A month that is too short gives its last day, so 29 February less 18 years is the 28th. */
export function resolve(bound: string, day: string): string {
  if (bound === 'today') return day;
  const [, sign, count, unit] = relative.exec(bound) ?? [];
  if (!sign || !count || !unit) return bound;
  const by = Number(count) * (sign === '-' ? -1 : 1);
  const moved =
    unit === 'd' || unit === 'w'
      ? addDays(day, by * (unit === 'w' ? 7 : 1))
      : addMonths(day, by * (unit === 'y' ? 12 : 1));
  return today(new Date(Math.min(Math.max(moved.getTime(), first), last)));
}

function addDays(day: string, days: number): Date {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date;
}

function addMonths(day: string, months: number): Date {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return date;
}
