import { isDeepStrictEqual } from 'node:util';

/** What of a patch differs from the row, so that a write that changes nothing is none. */
export function changesOf<P extends object>(row: object, patch: P): Partial<P> {
  const is = row as Record<string, unknown>;
  const entries = Object.entries(patch).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(is[name], value),
  );
  return Object.fromEntries(entries) as Partial<P>;
}

/** Whether there is anything in it. */
export const isEmpty = (changes: object): boolean => Object.keys(changes).length === 0;
