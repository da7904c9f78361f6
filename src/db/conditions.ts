import { isIP } from 'node:net';
import { type RawBuilder, sql } from 'kysely';
import type { Listing, Query, Range } from './lists.js';
import type { Column } from './reflection.js';

/** The filter value that stands for "no value". It is what AdminJS's own forms send for null. */
export const none = '__FORM_VALUE_NULL__';

/** The filter value that stands for "has any value". */
export const some = '__FORM_VALUE_ANY__';

/** Rows that a list shows; what was erased is in none. */
const shown: Record<string, Record<NonNullable<Query['which']>, RawBuilder<unknown>>> = {
  users: {
    live: sql`deleted_at is null`,
    deleted: sql`(deleted_at is not null and erased_at is null)`,
    any: sql`erased_at is null`,
  },
};

/** A condition, or false where a value can't be one of the column's: nothing is found then, and nothing fails. */
export type Condition = RawBuilder<unknown> | false;

/** What the rows of a list must be, each part of it; undefined where nothing can be that. */
export function conditions(
  listing: Listing,
  { filters = {}, search, which = 'live' }: Pick<Query, 'filters' | 'search' | 'which'>,
): RawBuilder<unknown>[] | undefined {
  const found: Condition[] = [shown[listing.table]?.[which] ?? sql`true`];
  for (const [name, value] of Object.entries(filters)) {
    const column = listing.columns.find((candidate) => candidate.name === name);
    const isWhole = listing.whole?.includes(name) && typeof value === 'string' && value !== none && value !== some;
    found.push(column ? (isWhole ? isText(value) && sql`${sql.ref(name)} = ${value}` : matches(column, value)) : false);
  }
  if (search && !isText(search)) return undefined;
  if (search)
    found.push(
      sql`(${sql.join(
        listing.searched.map((name) => contains(name, search)),
        sql` or `,
      )})`,
    );
  return found.every((condition) => condition !== false) ? found : undefined;
}

function matches(column: Column, value: string | string[] | Range): Condition {
  if (Array.isArray(value)) {
    const any = value.map((one) => equals(column, one)).filter((condition) => condition !== false);
    return any.length > 0 && sql`(${sql.join(any, sql` or `)})`;
  }
  if (typeof value === 'object') return within(column, value);
  if (value === none || value === some) {
    return sql`${sql.ref(column.name)} is ${value === none ? sql`null` : sql`not null`}`;
  }
  return equals(column, value);
}

/** PostgreSQL's text holds no NUL, and UTF-8 no lone surrogate. */
const isText = (value: string) => !/\0|\p{Cs}/u.test(value);

/** Case does not count, and `%` and `_` are letters like any other. */
function contains(name: string, text: string) {
  return sql`${sql.ref(name)}::text ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
}

export function equals({ name, type, labels, isArray }: Column, value: string): Condition {
  if (!isText(value)) return false;
  const column = sql.ref(name);
  if (isArray) return sql`${value} = any (${column}::text[])`;
  if (labels) return labels.includes(value) && sql`${column} = ${value}`;
  const read = readers[type];
  return read ? read(value) && sql`${column} = ${value}::${sql.raw(type)}` : contains(name, value);
}

/** Whether a text, as PostgreSQL wrote it, can be a value of a column that a list is sorted by. */
export function canBe({ type, labels }: Column, value: string): boolean {
  if (type === 'timestamptz') return isWritten(value);
  return labels ? labels.includes(value) : (readers[type] ?? isText)(value);
}

/** A moment as PostgreSQL writes it: JavaScript reads much that PostgreSQL refuses. */
function isWritten(value: string): boolean {
  const [, day, time] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/.exec(value) ?? [];
  return readTime(`${day}T${time}Z`) !== undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const integer = (bits: bigint) => (value: string) =>
  /^-?\d{1,20}$/.test(value) && BigInt.asIntN(Number(bits), BigInt(value)) === BigInt(value);

/** Types that are compared as a whole, each with what can be one of its values; all others are searched for a part. */
const readers: Record<string, (value: string) => boolean> = {
  uuid: (value) => uuid.test(value),
  bool: (value) => value === 'true' || value === 'false',
  int2: integer(16n),
  int4: integer(32n),
  int8: integer(64n),
  numeric: (value) => /^-?\d{1,100}(\.\d{1,100})?$/.test(value),
  // PostgreSQL knows no zones.
  inet: (value) => isIP(value) > 0 && !value.includes('%'),
  date: (value) => readTime(value) !== undefined,
  timestamptz: (value) => readTime(value) !== undefined,
};

function within({ name, type, isArray }: Column, { from, to }: Range): Condition {
  const read = readers[type];
  if (isArray || !read || !ordered.has(type)) return false;
  const bounds = [from, to].filter((bound) => bound !== undefined && bound !== '');
  if (!bounds.every((bound) => read(String(bound)))) return false;
  const column = sql.ref(name);
  const as = sql.raw(type);
  const lower = from ? sql`${column} >= ${from}::${as}` : sql`true`;
  const isWholeDay = /^\d{4}-\d\d-\d\d$/.test(to ?? '');
  const end = isWholeDay ? sql`(${to}::date + 1)::timestamp at time zone 'utc'` : sql`${to}::${as}`;
  const upper = to ? sql`${column} ${isWholeDay ? sql`<` : sql`<=`} ${end}` : sql`true`;
  return sql`${lower} and ${upper}`;
}

const ordered = new Set(['int2', 'int4', 'int8', 'numeric', 'date', 'timestamptz']);

/** A day or a moment in ISO 8601, within what PostgreSQL and JavaScript both hold. */
function readTime(value: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]{5,12}(Z|[+-](0\d|1[0-4]):\d\d)?)?$/.test(value)) return undefined;
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  // JavaScript turns 31 February into March; PostgreSQL refuses it.
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value.slice(0, 10));
  const time = new Date(value);
  return isReal && day.getUTCFullYear() >= 1 && !Number.isNaN(time.getTime()) ? time : undefined;
}
