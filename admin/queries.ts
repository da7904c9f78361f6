import type { Query, Range } from '../src/db/lists.js';

interface Asked extends Query {
  page: number;
  sort: { by: string; descending: boolean };
}

interface Sort {
  sortBy: string;
  direction: 'asc' | 'desc';
}

/** AdminJS's query of a list: `page`, `perPage`, `sortBy`, `direction`, `filters.column`, `filters.column~~from`. */
export function readQuery(query: Record<string, unknown>, usual: Sort): Asked {
  const page = number(query.page, 1);
  const limit = Math.min(number(query.perPage, 20), 100);
  const sortBy = text(query.sortBy);
  const direction = text(query.direction) ?? (sortBy ? 'asc' : usual.direction);
  const { q, ...filters } = readFilters(query);
  return {
    page,
    limit,
    offset: (page - 1) * limit,
    sort: { by: sortBy ?? usual.sortBy, descending: direction === 'desc' },
    filters,
    search: typeof q === 'string' ? q : undefined,
  };
}

type Filters = NonNullable<Query['filters']>;

function readFilters(query: Record<string, unknown>): Filters {
  const filters = new Map<string, string | string[] | Range>();
  for (const [path, given] of Object.entries(query)) {
    if (!path.startsWith('filters.') || given === '') continue;
    const [column = '', bound] = path.slice('filters.'.length).split(/~~|\.(?=from$|to$)/);
    const value = Array.isArray(given) ? given.map(String) : String(given);
    const range = filters.get(column);
    if (bound === 'from' || bound === 'to')
      filters.set(column, {
        ...(typeof range === 'object' && !Array.isArray(range) ? range : {}),
        [bound]: String(given),
      });
    else filters.set(column, value);
  }
  return Object.fromEntries(filters);
}

function number(value: unknown, otherwise: number): number {
  const read = Math.trunc(Number(value));
  return read >= 1 && read <= 1_000_000 ? read : otherwise;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
