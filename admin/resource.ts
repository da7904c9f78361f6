import { Property, Resource, type ResourceMetadata } from '@adminjs/sql';
import { type ActionContext, BaseRecord, type Filter, flat, type PropertyType } from 'adminjs';
import { findByKeys, type Listing, page, type Query, type Row } from '../src/db/lists.js';
import { namesOf } from '../src/db/office.js';
import type { Column } from '../src/db/reflection.js';
import { can } from '../src/domain/permissions.js';
import { errors } from '../src/errors.js';
import { type Clerk, may } from './access.js';
import type { Definition, Values } from './definition.js';
import type { Deps } from './deps.js';
import type { Words } from './locales/en.js';
import { wordsIn } from './locales/languages.js';

type Context = Pick<ActionContext, 'currentAdmin'>;

/** The most rows one answer holds. */
const mostRows = 100;

/**
 * A table of ours in AdminJS. AdminJS draws it; reading goes through db/lists.ts, which lets only the definition's
 * columns out, and writing through the domain. Nothing is left of the adapter's own SQL, so it has no connection.
 */
export class TableResource extends Resource {
  readonly listing: Listing;

  constructor(
    readonly deps: Deps,
    readonly definition: Definition,
    columns: Column[],
  ) {
    const key = columns.find(({ isKey }) => isKey);
    const visible = definition.columns.map((name) => columns.find((column) => column.name === name));
    // A table or column that isn't there would otherwise be a menu entry that is missing without a word.
    if (!key || visible.includes(undefined))
      throw new Error(`The back office does not find its way in ${definition.table}.`);
    const properties = (visible as Column[]).map((column, index) => new ColumnProperty(column, index));
    super({
      dialect: 'postgresql',
      database: 'doorstep',
      schemaName: 'public',
      tableName: definition.table,
      properties,
      idProperty: properties.find((property) => property.isId()),
    } as unknown as ResourceMetadata);
    const { table, searched, whole } = definition;
    this.listing = { table, key, columns: visible as Column[], searched, whole };
  }

  /** A page of rows, with what is derived of them, and how many there are in all. */
  async page(query: Query, { words }: Clerk): Promise<Listed> {
    const { limit, offset = 0 } = query;
    const { rows, total, isExact } = await page(this.deps.db, this.listing, {
      ...query,
      limit: within(limit, 1, mostRows),
      offset: within(offset, 0, 100_000_000),
    });
    const records = await this.records(rows, words);
    for (const { params } of records) for (const name of this.definition.heavy ?? []) dropParam(params, name);
    return { records, total, isExact };
  }

  /** One row with all that is told of it, or undefined. */
  async detailed(id: string, clerk: Clerk): Promise<BaseRecord | undefined> {
    const [row] = await findByKeys(this.deps.db, this.listing, [id], this.reach(clerk));
    if (!row) return undefined;
    const [record] = await this.records([row], clerk.words);
    const more = await this.definition.detail?.(this.deps, row, clerk);
    if (more) record?.storeParams(more);
    return record;
  }

  override async findOne(id: string, context?: Context): Promise<BaseRecord | null> {
    const clerk = clerkOf(context);
    if (!clerk || !may(clerk.role, this.id(), 'show')) return null;
    const rows = await findByKeys(this.deps.db, this.listing, [id], this.reach(clerk));
    const [record] = await this.records(rows, clerk.words);
    return record ?? null;
  }

  /** A query as this clerk may ask it: of what was deleted, if he asks for that and may see it. To others it is no column. */
  asked<Q extends Pick<Query, 'filters'>>(query: Q, clerk: Clerk | undefined): Q & Pick<Query, 'which'> {
    const { deleted, ...filters } = query.filters ?? {};
    if (deleted === undefined || this.reach(clerk) === 'live') return query;
    return { ...query, filters, which: deleted === 'true' ? 'deleted' : 'live' };
  }

  /** Whether this clerk sees what was deleted, if he asks for it. */
  reach(clerk: Clerk | undefined): 'any' | 'live' {
    const { deletedFor } = this.definition;
    return clerk && deletedFor && can(clerk.role, deletedFor) ? 'any' : 'live';
  }

  /** AdminJS asks for records it refers to without asking whether the clerk may see them: he gets a name then, or nothing. */
  override async findMany(ids: (string | number)[], context?: Context): Promise<BaseRecord[]> {
    const { role, words } = clerkOf(context) ?? { words: wordsIn('') };
    if (!may(role, this.id(), 'show')) {
      return this.namesOnly(ids.map(String), ({ full_name }) => full_name ?? words.people.staff);
    }
    const found = await this.records(await findByKeys(this.deps.db, this.listing, ids), words);
    const gone = ids.map(String).filter((id) => !found.some((record) => record.id() === id));
    return [
      ...found,
      ...(await this.namesOnly(gone, ({ full_name, email }) => words.people.deletedPerson(full_name ?? email))),
    ];
  }

  // AdminJS's own list and search are replaced in actions.ts; these two keep anything else from finding another way.
  override async find(_filter: Filter, options: { limit?: number; offset?: number }, context?: Context) {
    const clerk = clerkOf(context);
    if (!clerk || !may(clerk.role, this.id(), 'list')) return [];
    return (await this.page({ limit: options.limit ?? mostRows, offset: options.offset }, clerk)).records;
  }
  override async count(_filter: Filter, context?: Context): Promise<number> {
    const clerk = clerkOf(context);
    return clerk && may(clerk.role, this.id(), 'list') ? (await this.page({ limit: 1 }, clerk)).total : 0;
  }

  override async create(params: Values, context?: Context): Promise<Row> {
    const clerk = this.permitted(context, 'new');
    const values = this.valuesOf(params, this.definition.writable?.(clerk, 'new') ?? []);
    if (!this.definition.create) throw errors.forbidden();
    return this.definition.create({ deps: this.deps, clerk, values });
  }

  override async update(id: string, params: Values, context?: Context): Promise<Row> {
    const clerk = this.permitted(context, 'edit');
    const [row] = await findByKeys(this.deps.db, this.listing, [id]);
    if (!row) throw errors.notFound();
    if (!this.definition.update) throw errors.forbidden();
    const sent = this.valuesOf(params, this.definition.writable?.(clerk, 'edit') ?? []);
    // A form sends everything it holds; only what differs is a change, so that nobody undoes what another did meanwhile.
    const values = Object.fromEntries(Object.entries(sent).filter(([name, value]) => !same(row[name], value)));
    if (Object.keys(values).length) await this.definition.update({ deps: this.deps, clerk, id, values });
    return row;
  }

  override async delete(id: string, context?: Context): Promise<void> {
    const clerk = this.permitted(context, 'delete');
    if (!this.definition.remove) throw errors.forbidden();
    await this.definition.remove({ deps: this.deps, clerk, id });
  }

  private permitted(context: Context | undefined, action: string): Clerk {
    const clerk = clerkOf(context);
    if (!clerk || !may(clerk.role, this.id(), action)) throw errors.forbidden();
    return clerk;
  }

  private async records(rows: Row[], words: Words): Promise<BaseRecord[]> {
    await this.definition.derive?.(this.deps, rows, words);
    return rows.map((row) => new BaseRecord(row, this));
  }

  /** What was deleted is gone from every list, but whoever acted still has a name. */
  private async namesOnly(ids: string[], titled: (named: Named) => string): Promise<BaseRecord[]> {
    const usable = ids.filter((id) => /^[0-9a-f-]{36}$/i.test(id));
    if (this.id() !== 'users' || !usable.length) return [];
    const named = await namesOf(this.deps.db, usable);
    return named.map((one) => new NamedRecord(one.id, titled(one), this));
  }

  /** What was sent, by column: AdminJS sends `options.0.value` for what is inside a column of JSON. */
  valuesOf(params: Values, writable: string[]): Values {
    const rooted = Object.entries(params).filter(([path]) => writable.includes(path.split('.')[0] ?? ''));
    const nested = flat.unflatten(Object.fromEntries(rooted)) as Values;
    const entries = Object.entries(nested).map(([name, value]) => [name, this.read(name, value)]);
    return Object.fromEntries(entries);
  }

  /** Text of a form as a value of a column; what can't be read stays as it is, for the domain to complain about. */
  private read(name: string, value: unknown): unknown {
    const column = this.listing.columns.find((candidate) => candidate.name === name);
    if (typeof value !== 'string') return value;
    if (value === '' && (!column || column.isNullable || column.type === 'uuid')) return null;
    if (column?.isArray) return parsed(value);
    switch (column?.type) {
      case 'bool':
        return value === 'true' || value === 'on' ? true : value === 'false' ? false : value;
      case 'int2':
      case 'int4':
        return /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
      case 'json':
      case 'jsonb':
        return parsed(value);
      default:
        return value;
    }
  }
}

/** `total` is about so many where it is not exact. */
interface Listed {
  records: BaseRecord[];
  total: number;
  isExact: boolean;
}

type Named = { full_name: string | null; email: string };

/** What somebody may know of a record he may not see: its title. */
class NamedRecord extends BaseRecord {
  constructor(
    private readonly key: string,
    private readonly name: string,
    resource: TableResource,
  ) {
    super({}, resource);
  }
  override id(): string {
    return this.key;
  }
  override toJSON() {
    const nothing = { params: {}, populated: {}, baseError: null, errors: {}, recordActions: [], bulkActions: [] };
    return { ...nothing, id: '', title: this.name };
  }
}

/** A column, as AdminJS asks about it. */
class ColumnProperty extends Property {
  constructor(
    private readonly column: Column,
    position: number,
  ) {
    super({
      name: column.name,
      isId: column.isKey,
      position,
      isNullable: column.isNullable,
      isEditable: !column.isGenerated && !column.isKey,
      type: column.references ? 'reference' : (drawnAs[column.type] ?? 'string'),
      referencedTable: column.references,
      availableValues: column.labels,
    });
  }
  override isRequired(): boolean {
    return !this.column.isNullable && !this.column.hasDefault;
  }
  override isArray(): boolean {
    return this.column.isArray;
  }
}

/** No column is a `number` but a key: AdminJS makes 0 of a number that was cleared, and rounds a bigint. */
const drawnAs: Record<string, PropertyType> = {
  uuid: 'uuid',
  bool: 'boolean',
  timestamptz: 'datetime',
  date: 'date',
  json: 'mixed',
  jsonb: 'mixed',
};

export const clerkOf = (context: Context | undefined) => context?.currentAdmin as unknown as Clerk | undefined;

const within = (value: number, least: number, most: number) =>
  Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), least), most) : least;

const same = (old: unknown, value: unknown) => old !== undefined && JSON.stringify(old) === JSON.stringify(value);

function dropParam(params: Values, name: string): void {
  for (const path of Object.keys(params)) if (path === name || path.startsWith(`${name}.`)) delete params[path];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
