import { once } from 'node:events';
import type AdminJS from 'adminjs';
import type { Request, RequestHandler, Response } from 'express';
import { type Cursor, findPage, type Query, type Row } from '../src/db/lists.js';
import * as audit from '../src/domain/audit.js';
import { csvLine, utf8Mark } from '../src/domain/csv.js';
import { today } from '../src/domain/dates.js';
import { errors } from '../src/errors.js';
import { may, ruleOf } from './access.js';
import type { Deps } from './deps.js';
import { isForeign } from './guard.js';
import { readQuery } from './queries.js';
import type { TableResource } from './resource.js';

/** Rows that are read at once: the whole list is never in memory. */
const rowsAtOnce = 500;

/**
 * A list, filtered and sorted as it stands on the page, as a file for spreadsheets (RFC 4180, UTF-8): every column that the
 * list may show, for whoever may see the list. That it was taken is in the audit log.
 */
export function exporting({ db }: Deps, admin: AdminJS): RequestHandler {
  return async (request, response) => {
    const { clerk } = response.locals;
    refuseUnasked(request, response);
    const id = String(request.params.resourceId);
    if (!ruleOf(id, 'list')) throw errors.notFound();
    if (!may(clerk.role, id, 'list')) throw errors.forbidden();
    const resource = admin.findResource(id) as unknown as TableResource;
    const { page, offset, ...query } = resource.asked(readQuery(request.query, resource.definition.sort), clerk);
    const change = {
      action: 'list.exported',
      entity: id,
      entityId: 'list',
      after: { by: narrowedBy(resource, query) },
    };
    await audit.record(db, clerk.actor, change);
    response.attachment(`${id}-${today()}.csv`).type('csv');
    await write(response, db, resource, { ...query, limit: rowsAtOnce });
    response.end();
  };
}

/** It leaves a trace although it is fetched by GET, so no other site sets it off, and none is made that nobody gets. */
function refuseUnasked(request: Request, response: Response): void {
  if (isForeign(request)) throw errors.forbidden();
  if (request.method === 'GET') return;
  response.set('Allow', 'GET');
  throw errors.methodNotAllowed();
}

/** By what the list was narrowed, not to what: that may name somebody, and the audit log would keep it when he is erased. */
function narrowedBy({ listing }: TableResource, { filters = {}, search, which }: Query): string[] {
  const columns = listing.columns.map(({ name }) => name).filter((name) => Object.hasOwn(filters, name));
  return [...columns, ...(search ? ['q'] : []), ...(which === 'deleted' ? ['deleted'] : [])];
}

async function write(response: Response, db: Deps['db'], { listing }: TableResource, query: Query): Promise<void> {
  const columns = listing.columns.map(({ name }) => name);
  response.write(`${utf8Mark}${csvLine(columns)}`);
  let after: Cursor | undefined;
  do {
    const { rows, next } = await findPage(db, listing, { ...query, after });
    const isFull = !response.write(rows.map((row) => csvLine(columns.map((name) => textOf(row, name)))).join(''));
    if (isFull && !response.destroyed) await drained(response);
    after = next ?? undefined;
  } while (after && !response.destroyed);
}

async function drained(response: Response): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  // A long list waits often: the listener that was not called is taken off.
  over.abort();
}

function textOf(row: Row, name: string): string {
  const value = row[name];
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
