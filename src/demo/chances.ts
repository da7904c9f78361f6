import type { Faker } from '@faker-js/faker';

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** How far back the demo goes, in days. */
export const span = 91;

/** Everything that is left to chance, from one seed: the same seed, the same people. */
export interface Chances {
  faker: Faker;
  now: Date;
  /** Whether something of a probability happens. */
  happens(probability: number): boolean;
  /** A moment some time after another one. */
  after(time: Date, shortest: number, longest: number): Date;
}

export function createChances(faker: Faker, now: Date): Chances {
  const happens = (probability: number) => faker.number.float() < probability;
  // Most are quick, and some are very slow.
  const after = (time: Date, shortest: number, longest: number) =>
    new Date(Math.round(time.getTime() + shortest + (longest - shortest) * faker.number.float() ** 3));
  return { faker, now, happens, after };
}

/** Of the hours of a day in UTC: few at night, most in the evening. */
const hours = [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 11, 10, 9, 9, 9, 10, 12, 14, 15, 13, 8, 4];

/** When somebody comes for the first time: more from week to week, fewer at weekends, hardly anybody at night. */
export function arrival({ faker, now }: Chances): Date {
  const days = Array.from({ length: span }, (_, ago) => {
    const weekday = new Date(now.getTime() - ago * day).getUTCDay();
    return { value: ago, weight: (1.6 - ago / span) * (weekday === 0 || weekday === 6 ? 0.5 : 1) };
  });
  for (;;) {
    const date = new Date(now.getTime() - faker.helpers.weightedArrayElement(days) * day);
    const hour = faker.helpers.weightedArrayElement(hours.map((weight, value) => ({ value, weight })));
    date.setUTCHours(hour, faker.number.int(59), faker.number.int(59), faker.number.int(999));
    if (date < now) return date;
  }
}
