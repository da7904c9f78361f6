import { isIP } from 'node:net';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.js';
import type { Column } from './reflection.js';

/** What may be asked of a table: only these columns leave it, filter it and sort it. */
export interface Listing {
  table: string;
  key: Column;
  columns: Column[];
  /** Columns of text in which a search looks for a part. */
  searched: string[];
  /** Columns of text that are compared as a whole. */
  whole?: string[];
}

/** A bound may stand alone; both are inclusive, and a `to` without a time is the whole day, in UTC. */
export interface Range {
  from?: string;
  to?: string;
}

export interface Query {
  /** By column. A list means any of its values; `none` finds what has no value. */
  filters?: Record<string, string | string[] | Range>;
  /** Part of any of the searched columns, without case. */
  search?: string;
  sort?: { by: string; descending: boolean };
  limit: number;
  offset?: number;
  /** Only rows that come after this one in the order asked for; quick however far down the list. */
  after?: Cursor;
  /** Of what can be deleted and come back: those that are there, which is usual, those that are deleted, or both. */
  which?: 'live' | 'deleted' | 'any';
}

/** A row's place in a list: its value in the sorted column, as PostgreSQL writes it, and its key. */
export interface Cursor {
  value: string | null;
  key: string;
}

export type Row = Record<string, unknown>;

/** The filter value that stands for "no value". It is what AdminJS's own forms send for null. */
export const none = '__FORM_VALUE_NULL__';

/** The filter value that stands for "has any value". */
export const some = '__FORM_VALUE_ANY__';

/** Counting stops here: a list shows no further page, and one filters instead. */
export const mostCounted = 10_000;

/** Rows that a list shows; what was erased is in none. */
const shown: Record<string, Record<NonNullable<Query['which']>, RawBuilder<unknown>>> = {
  users: {
    live: sql`deleted_at is null`,
    deleted: sql`(deleted_at is not null and erased_at is null)`,
    any: sql`erased_at is null`,
  },
};

/** A condition, or false where a value can't be one of the column's: nothing is found then, and nothing fails. */
type Condition = RawBuilder<unknown> | false;

/** The rows of one page of a list. An unknown column or a value that can't be read finds nothing. */
export async function find(db: Db, listing: Listing, query: Query): Promise<Row[]> {
  const where = conditions(listing, query);
  if (!where) return [];
  const { rows } = await sql<Row>`
    select ${names(listing)} from ${sql.table(listing.table)}
    where ${sql.join(where, sql` and `)} order by ${order(listing, query)}
    limit ${query.limit} offset ${query.offset ?? 0}`.execute(db);
  return rows;
}

/** The rows of one page and the cursor for the next one, if there is one. */
export async function findPage(db: Db, listing: Listing, query: Query): Promise<{ rows: Row[]; next: Cursor | null }> {
  const where = conditions(listing, query);
  if (!where) return { rows: [], next: null };
  const { rows } = await sql<Row & { cursor_value: string | null }>`
    select ${names(listing)}, ${sql.ref(sortedBy(listing, query).name)}::text as cursor_value
    from ${sql.table(listing.table)} where ${sql.join(where, sql` and `)} order by ${order(listing, query)}
    limit ${query.limit + 1} offset ${query.after ? 0 : (query.offset ?? 0)}`.execute(db);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const next = last ? { value: last.cursor_value, key: String(last[listing.key.name]) } : null;
  return { rows: page.map(({ cursor_value, ...row }) => row), next };
}

type Counted = Pick<Query, 'filters' | 'search' | 'which'>;

/** How many rows a list has in all, exact up to `mostCounted`. */
export async function count(db: Db, listing: Listing, query: Counted): Promise<number> {
  const where = conditions(listing, query);
  if (!where) return 0;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from (
      select from ${sql.table(listing.table)} where ${sql.join(where, sql` and `)} limit ${mostCounted}) as counted`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

/** The rows of these keys that a list would show; a key that can't be one is passed over. */
export async function findByKeys(db: Db, listing: Listing, keys: unknown[], which?: Query['which']): Promise<Row[]> {
  const usable = keys.map(String).filter((key) => equals(listing.key, key));
  if (!usable.length) return [];
  return find(db, listing, { filters: { [listing.key.name]: usable }, limit: usable.length, which });
}

const names = ({ columns }: Listing) => sql.join(columns.map(({ name }) => sql.ref(name)));

const sortedBy = ({ columns, key }: Listing, { sort }: Pick<Query, 'sort'>) =>
  columns.find(({ name }) => name === sort?.by) ?? key;

function order(listing: Listing, { sort }: Query) {
  const { key } = listing;
  const column = sortedBy(listing, { sort });
  const direction = sort?.descending ? sql`desc nulls last` : sql`asc nulls last`;
  // The key breaks ties, so that no row is on two pages or on none.
  return sql`${sql.ref(column.name)} ${direction}, ${sql.ref(key.name)} ${direction}`;
}

/** What comes after a row, nulls being last in either direction. A value that can't be one of the column's finds nothing. */
function beyond(listing: Listing, { sort, after }: Pick<Query, 'sort' | 'after'>): Condition {
  const { name, type } = sortedBy(listing, { sort });
  if (!after || !equals(listing.key, after.key)) return after ? false : sql`true`;
  const column = sql.ref(name);
  const than = sort?.descending ? sql`<` : sql`>`;
  const key = sql`${sql.ref(listing.key.name)} ${than} ${after.key}::${sql.raw(listing.key.type)}`;
  if (after.value === null) return sql`(${column} is null and ${key})`;
  const canBe = readers[type] === undefined ? isText(after.value) : !Number.isNaN(Date.parse(after.value));
  const value = sql`${after.value}::${sql.raw(type)}`;
  return canBe && sql`(${column} ${than} ${value} or (${column} = ${value} and ${key}) or ${column} is null)`;
}

function conditions(
  listing: Listing,
  { filters = {}, search, sort, after, which = 'live' }: Omit<Query, 'limit' | 'offset'>,
) {
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
  found.push(beyond(listing, { sort, after }));
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

function equals({ name, type, labels, isArray }: Column, value: string): Condition {
  if (!isText(value)) return false;
  const column = sql.ref(name);
  if (isArray) return sql`${value} = any (${column}::text[])`;
  if (labels) return labels.includes(value) && sql`${column} = ${value}`;
  const read = readers[type];
  return read ? read(value) && sql`${column} = ${value}::${sql.raw(type)}` : contains(name, value);
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
