import { type RawBuilder, sql } from 'kysely';
import { canBe, conditions, equals, some } from './conditions.js';
import type { Db } from './pool.js';
import type { Column } from './reflection.js';
import { totalOf } from './tallies.js';

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

export interface Page {
  rows: Row[];
  next: Cursor | null;
  total: number;
  /** False of a total that is `mostCounted` or estimated: then there are about so many. */
  isExact: boolean;
}

/** So many are counted and sorted; of more the total is kept in tallies, or estimated, and they are read in an index's order. */
export const mostCounted = 10_000;

/** From here on a page is counted off in the index alone, before its rows are read. */
const far = 1000;

/** One page of a list, the cursor for the next one, and how many there are in all. An unknown column or a value that can't be read finds nothing. */
export async function page(db: Db, listing: Listing, query: Query): Promise<Page> {
  const asked = read(listing, query);
  if (!asked) return { rows: [], next: null, total: 0, isExact: true };
  const total = await totalOf(db, listing.table, query);
  if (total !== undefined && total >= mostCounted) {
    return { ...paged(asked, await walk(db, asked, total)), total, isExact: true };
  }
  // Of a whole table PostgreSQL knows well enough whether it is long.
  const isWhole = total === undefined && !query.search && !Object.keys(query.filters ?? {}).length;
  const expected = isWhole ? await estimate(db, asked) : 0;
  if (expected >= 2 * mostCounted) return { ...paged(asked, await walk(db, asked)), total: expected, isExact: false };
  const gathered = await gather(db, asked);
  if (gathered.total < mostCounted) return { ...paged(asked, gathered.rows), total: gathered.total, isExact: true };
  const [rows, estimated] = await Promise.all([among(db, asked), estimate(db, asked)]);
  return { ...paged(asked, rows), total: Math.max(mostCounted, estimated), isExact: false };
}

/** The rows of one page and the cursor for the next one, without the total: for who reads all of a list. */
export async function findPage(db: Db, listing: Listing, query: Query): Promise<Pick<Page, 'rows' | 'next'>> {
  const asked = read(listing, query);
  return asked ? paged(asked, await walk(db, asked)) : { rows: [], next: null };
}

/** The rows of these keys that a list would show; a key that can't be one is passed over. */
export async function findByKeys(db: Db, listing: Listing, keys: unknown[], which?: Query['which']): Promise<Row[]> {
  const usable = keys.map(String).filter((key) => equals(listing.key, key));
  if (!usable.length) return [];
  return (await findPage(db, listing, { filters: { [listing.key.name]: usable }, limit: usable.length, which })).rows;
}

/** A query in the words of its table. */
interface Asked {
  listing: Listing;
  query: Query;
  where: RawBuilder<unknown>;
  by: Column;
}

type Found = Row & { cursor_value: string | null };

function read(listing: Listing, query: Query): Asked | undefined {
  const where = conditions(listing, query);
  const by = listing.columns.find(({ name }) => name === query.sort?.by) ?? listing.key;
  const { after } = query;
  const isPlace = !after || (equals(listing.key, after.key) && (after.value === null || canBe(by, after.value)));
  return where && isPlace ? { listing, query, where: sql.join(where, sql` and `), by } : undefined;
}

/** One row more than was asked for tells whether there is a next page. */
function paged({ listing, query: { limit } }: Asked, found: Found[]): Pick<Page, 'rows' | 'next'> {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next = last ? { value: last.cursor_value, key: String(last[listing.key.name]) } : null;
  return { rows: rows.map(({ cursor_value, ...row }) => row), next };
}

const names = ({ columns }: Listing) => sql.join(columns.map(({ table, name }) => sql.ref(`${table}.${name}`)));

const keyOf = ({ listing }: Asked) => sql.ref(`${listing.table}.${listing.key.name}`);
const sortOf = ({ listing, by }: Asked) => sql.ref(`${listing.table}.${by.name}`);

/** The key breaks ties, so that no row is on two pages or on none. What is empty comes last either way; `reversed` is the whole of it backwards. */
function order(asked: Asked, { reversed = false, value = sortOf(asked), key = keyOf(asked) } = {}) {
  const direction = Boolean(asked.query.sort?.descending) === reversed ? sql`asc` : sql`desc`;
  const nulls = reversed ? sql`nulls first` : sql`nulls last`;
  // What can't be empty is said plainly: PostgreSQL knows its indexes by the words.
  return asked.by.isNullable
    ? sql`${value} ${direction} ${nulls}, ${key} ${direction}`
    : sql`${value} ${direction}, ${key} ${direction}`;
}

/** All that fit, if they are few, sorted by themselves: where few of many fit, no order of an index helps to find them. */
async function gather(db: Db, asked: Asked, most = mostCounted): Promise<{ total: number; rows: Found[] }> {
  const { listing, query } = asked;
  const [value, key] = [sql.ref('fitting.value'), sql.ref('fitting.key')];
  const { rows } = await sql<Found & { listed_in_all: number }>`
    with fitting as materialized (
      select ${sortOf(asked)} as value, ${keyOf(asked)} as key from ${sql.table(listing.table)}
      where ${asked.where} limit ${most}),
    counted as (select count(*)::int as listed_in_all from fitting),
    chosen as (
      select value, key from fitting where (select listed_in_all from counted) < ${most} and ${beyond(asked, value, key)}
      order by ${order(asked, { value, key })} limit ${query.limit + 1} offset ${query.after ? 0 : (query.offset ?? 0)})
    select listed_in_all, ${names(listing)}, chosen.value::text as cursor_value
    from counted left join chosen on true left join ${sql.table(listing.table)} on ${keyOf(asked)} = chosen.key
    order by ${order(asked, { value: sql.ref('chosen.value'), key: sql.ref('chosen.key') })}`.execute(db);
  const total = rows[0]?.listed_in_all ?? 0;
  const found = rows.filter((row) => row[listing.key.name] !== null) as Row[];
  return { total, rows: found.map(({ listed_in_all, ...row }) => row as Found) };
}

/** What comes after the cursor, in one condition: for what is gathered. */
function beyond({ query: { after, sort }, by, listing }: Asked, value: RawBuilder<unknown>, key: RawBuilder<unknown>) {
  if (!after) return sql`true`;
  const than = sort?.descending ? sql`<` : sql`>`;
  const afterKey = sql`${key} ${than} ${after.key}::${sql.raw(listing.key.type)}`;
  if (after.value === null) return sql`(${value} is null and ${afterKey})`;
  const at = sql`${after.value}::${sql.raw(by.type)}`;
  return sql`(${value} ${than} ${at} or (${value} = ${at} and ${afterKey}) or ${value} is null)`;
}

/** In the order of an index, from the cursor, or from the end that is nearer where the total is known. */
async function walk(db: Db, asked: Asked, total?: number): Promise<Found[]> {
  const { limit, offset = 0, after } = asked.query;
  const valued = total === undefined && !after ? undefined : await valuedOf(db, asked);
  const parts = partsOf(asked, valued !== undefined);
  if (after) return walkAfter(db, asked, after, parts);
  if (valued === undefined) return nearer(db, asked, { part: parts.all, limit: limit + 1, offset, total });
  const rows = await nearer(db, asked, { part: parts.valued, limit: limit + 1, offset, total: valued });
  const rest = { part: parts.empty, limit: limit + 1 - rows.length, offset: Math.max(0, offset - valued) };
  return [...rows, ...(await nearer(db, asked, { ...rest, total: (total ?? valued) - valued }))];
}

/** How many of a list have a value in the sorted column, where that is kept: then those without are read by themselves. */
async function valuedOf(db: Db, { listing, query, by }: Asked): Promise<number | undefined> {
  if (!by.isNullable || query.filters?.[by.name] !== undefined) return undefined;
  return totalOf(db, listing.table, { ...query, filters: { ...query.filters, [by.name]: some } });
}

/** Rows of a list, and in which order: what an index has to have. */
interface Part {
  where: RawBuilder<unknown>;
  order(reversed: boolean): RawBuilder<unknown>;
}

function partsOf(asked: Asked, isKept: boolean): Record<'all' | 'valued' | 'empty', Part> {
  const [value, key] = [sortOf(asked), keyOf(asked)];
  const direction = (reversed: boolean) => (Boolean(asked.query.sort?.descending) === reversed ? sql`asc` : sql`desc`);
  // Where nothing is empty, or all is, PostgreSQL's usual place for it does.
  const plain = (reversed: boolean) => sql`${value} ${direction(reversed)}, ${key} ${direction(reversed)}`;
  const { where } = asked;
  return {
    all: { where, order: (reversed) => order(asked, { reversed }) },
    valued: { where: sql`${where} and ${value} is not null`, order: plain },
    empty: {
      where: sql`${where} and ${value} is null`,
      order: isKept ? (reversed) => sql`${key} ${direction(reversed)}` : plain,
    },
  };
}

/** Rows with a value are compared as a row with the cursor, which an index can be entered by; then come those without. */
async function walkAfter(db: Db, asked: Asked, after: Cursor, { all, valued, empty }: ReturnType<typeof partsOf>) {
  const { sort, limit } = asked.query;
  const than = sort?.descending ? sql`<` : sql`>`;
  const [value, key] = [sortOf(asked), keyOf(asked)];
  const at = sql`${after.key}::${sql.raw(asked.listing.key.type)}`;
  if (after.value === null)
    return stretch(db, asked, { part: narrowed(empty, sql`${key} ${than} ${at}`), limit: limit + 1 });
  const later = sql`(${value}, ${key}) ${than} (${after.value}::${sql.raw(asked.by.type)}, ${at})`;
  const part = narrowed(asked.by.isNullable ? valued : all, later);
  const rows = await stretch(db, asked, { part, limit: limit + 1 });
  if (rows.length > limit || !asked.by.isNullable) return rows;
  return [...rows, ...(await stretch(db, asked, { part: empty, limit: limit + 1 - rows.length }))];
}

const narrowed = ({ where, order }: Part, more: RawBuilder<unknown>): Part => ({
  where: sql`${where} and ${more}`,
  order,
});

interface Stretch {
  part: Part;
  limit: number;
  offset?: number;
  reversed?: boolean;
}

/** A stretch of a part that has so many rows, counted off from its end where that is nearer. */
async function nearer(db: Db, asked: Asked, { part, limit, offset = 0, total }: Stretch & { total?: number }) {
  if (total === undefined) return stretch(db, asked, { part, limit, offset });
  const left = Math.min(limit, total - offset);
  if (offset <= total / 2) return stretch(db, asked, { part, limit: left, offset });
  const rows = await stretch(db, asked, { part, limit: left, offset: total - offset - left, reversed: true });
  return rows.reverse();
}

async function stretch(db: Db, asked: Asked, { part, limit, offset = 0, reversed = false }: Stretch): Promise<Found[]> {
  if (limit <= 0) return [];
  const { listing } = asked;
  const table = sql.table(listing.table);
  const wanted = sql`${names(listing)}, ${sortOf(asked)}::text as cursor_value from ${table}`;
  const order = part.order(reversed);
  const chosen = sql`where ${part.where} order by ${order} limit ${limit} offset ${offset}`;
  const { rows } = await (offset < far
    ? sql<Found>`select ${wanted} ${chosen}`
    : sql<Found>`with chosen as materialized (select ${keyOf(asked)} as key from ${table} ${chosen})
        select ${wanted} join chosen on chosen.key = ${keyOf(asked)} order by ${order}`
  ).execute(db);
  return rows;
}

/** Of many that fit a search, a page: nearly always it is among the first of the list. Where it isn't, all that fit are sorted. */
async function among(db: Db, asked: Asked): Promise<Found[]> {
  const { search, filters = {}, limit, offset = 0, after } = asked.query;
  const isBySearch = search || asked.listing.searched.some((name) => filters[name] !== undefined);
  if (!isBySearch || after || offset >= far) return walk(db, asked);
  const { listing, where } = asked;
  const table = sql.table(listing.table);
  const live = sql.join(conditions(listing, { which: asked.query.which }) ?? [], sql` and `);
  const { rows } = await sql<Found>`
    select ${names(listing)}, ${sortOf(asked)}::text as cursor_value
    from (select * from ${table} where ${live} order by ${order(asked)} limit ${mostLookedAt}) as ${table}
    where ${where} order by ${order(asked)} limit ${limit + 1} offset ${offset}`.execute(db);
  return rows.length > limit ? rows : (await gather(db, asked, everything)).rows;
}

const mostLookedAt = 5000;
const everything = 2_000_000_000;

/** How many PostgreSQL expects, to two figures. */
async function estimate(db: Db, { listing, where }: Asked): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from ${sql.table(listing.table)} where ${where}`.execute(db);
  return Number((rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0).toPrecision(2));
}
