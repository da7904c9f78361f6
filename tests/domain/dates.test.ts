import { describe, expect, test } from '@jest/globals';
import { isBound, isDay, resolve, today } from '../../src/domain/dates.js';

describe('a bound of a date', () => {
  test.each([
    ['today', '2026-11-21'],
    ['2000-01-01', '2000-01-01'],
    ['-18y', '2008-11-21'],
    ['+2w', '2026-12-05'],
    ['-21d', '2026-10-31'],
    ['+3m', '2027-02-21'],
    ['-11m', '2025-12-21'],
  ])('%s stands for %s on 21 November 2026', (bound, day) => {
    expect(resolve(bound, '2026-11-21')).toBe(day);
  });

  test('in a month that is too short is its last day', () => {
    expect(resolve('-18y', '2024-02-29')).toBe('2006-02-28');
    expect(resolve('+1m', '2026-01-31')).toBe('2026-02-28');
  });

  test.each(['2026-02-30', '26-01-01', 'tomorrow', '18y', '-y', '-18x', '2026-13-01', ''])('%p is none', (text) => {
    expect(isBound(text)).toBe(false);
  });

  test('today is the day in UTC, wherever the server stands', () => {
    expect(today(new Date('2026-11-21T23:59:59-05:00'))).toBe('2026-11-22');
    expect(isDay(today())).toBe(true);
  });
});
