import { once } from 'node:events';
import type AdminJS from 'adminjs';
import type { RequestHandler, Response } from 'express';
import { type Cursor, findPage, type Query, type Row } from '../src/db/lists.js';
import * as audit from '../src/domain/audit.js';
import { today } from '../src/domain/dates.js';
import { errors } from '../src/errors.js';
import { may, ruleOf } from './access.js';
import type { Deps } from './deps.js';
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
    const id = String(request.params.resourceId);
    if (!ruleOf(id, 'list')) throw errors.notFound();
    if (!may(clerk.role, id, 'list')) throw errors.forbidden();
    const resource = admin.findResource(id) as unknown as TableResource;
    const { page, offset, ...query } = readQuery(request.query, resource.definition.sort);
    const after = { filters: query.filters, search: query.search ?? null };
    const change = { action: 'list.exported', entity: id, entityId: 'list', after };
    await audit.record(db, clerk.actor, change);
    response.attachment(`${id}-${today()}.csv`).type('csv');
    await write(response, db, resource, { ...query, limit: rowsAtOnce });
    response.end();
  };
}

async function write(response: Response, db: Deps['db'], { listing }: TableResource, query: Query): Promise<void> {
  const columns = listing.columns.map(({ name }) => name);
  // The mark by which spreadsheets know UTF-8.
  response.write(`\uFEFF${line(columns)}`);
  let after: Cursor | undefined;
  do {
    const { rows, next } = await findPage(db, listing, { ...query, after });
    const isFull = !response.write(rows.map((row) => line(columns.map((name) => textOf(row, name)))).join(''));
    if (isFull && !response.destroyed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    after = next ?? undefined;
  } while (after && !response.destroyed);
}

const line = (values: string[]) => `${values.map(quoted).join(',')}\r\n`;

function textOf(row: Row, name: string): string {
  const value = row[name];
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A cell that begins like a formula begins with an apostrophe instead: no spreadsheet runs it (OWASP, CSV Injection). */
function quoted(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
