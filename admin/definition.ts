import type { Action, ActionContext, ActionRequest, ResourceOptions } from 'adminjs';
import type { Row } from '../src/db/lists.js';
import type { Permission } from '../src/domain/permissions.js';
import type { Clerk } from './access.js';
import type { Deps } from './deps.js';
import type { Words } from './locales/en.js';

export type Values = Record<string, unknown>;

/** A change somebody asked for: what he sent, cut down to what his form has. */
export interface Change {
  deps: Deps;
  clerk: Clerk;
  values: Values;
}

export type Handler = (request: ActionRequest, response: unknown, context: ActionContext) => Promise<unknown>;

export type SpecialAction = Omit<Partial<Action<never>>, 'handler'> & { handler: Handler };

/** One menu entry: what of a table leaves the server, what may be written, and which of the domain's functions writes it. */
export interface Definition {
  /** Also the resource's id. */
  table: string;
  /** Columns that leave the server, filter and sort. Whatever else the table has stays inside. */
  columns: string[];
  /** Those of them that are told of one row, not of each row of a list. */
  heavy?: string[];
  /** The column that stands for the row. */
  title: string;
  /** Columns of text a search looks in. */
  searched: string[];
  sort: { sortBy: string; direction: 'asc' | 'desc' };
  /** Columns of text that a filter compares as a whole. */
  whole?: string[];
  /** Who sees what was deleted, when he asks for it: by `filters.deleted`, or one row by its key. */
  deletedFor?: Permission;
  /** What the form of a new row, or of one that is, may hold for this clerk. */
  writable?(clerk: Clerk, action: 'new' | 'edit'): string[];
  create?(change: Change): Promise<{ id: string }>;
  /** The action whose page follows when a row was made; by default it is shown. */
  thenAction?: string;
  update?(change: Change & { id: string }): Promise<unknown>;
  remove?(change: { deps: Deps; clerk: Clerk; id: string }): Promise<unknown>;
  /** Adds what is derived to the rows of a list. */
  derive?(deps: Deps, rows: Row[], words: Words): Promise<void>;
  /** Adds to one row, shown or edited, what is told of it beyond its columns. */
  detail?(deps: Deps, row: Row, clerk: Clerk): Promise<Row>;
  options: ResourceOptions;
  /** Actions beyond the usual ones; each must stand in access.ts. */
  actions?: Record<string, (deps: Deps) => SpecialAction>;
}

/** What a component reads with JSON.parse: AdminJS would take an object of a record apart into one parameter a leaf. */
export const packed = (value: unknown) => JSON.stringify(value);
