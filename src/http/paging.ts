import { z } from 'zod';
import { type Cursor, type Listing, page as pageOf, type Query } from '../db/lists.js';
import type { Db } from '../db/pool.js';
import { isClean } from '../domain/characters.js';
import { errors } from '../errors.js';

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'This must be a whole number.')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `This must be from ${least} to ${most}.`)
    .meta({ type: 'integer', minimum: least, maximum: most });

/** The query of a list: `sorts` are the columns it can be sorted by, the first of them by default. */
export const pageQuery = (sorts: [string, ...string[]], fallback: string) =>
  z.object({
    page: whole(1, 1_000_000).optional(),
    per_page: whole(1, 100).optional(),
    after: z.string().max(2000).optional().describe('`meta.next` of the page before; quick however far down the list.'),
    q: z
      .string()
      .max(200)
      .refine((text) => isClean(text), 'This contains characters that cannot be stored.')
      .optional(),
    sort: z.enum(sorts.flatMap((sort) => [sort, `-${sort}`]) as [string, ...string[]]).default(fallback),
  });

/** Where a page stands in its list. */
export const PageMeta = z
  .object({
    page: z.int(),
    per_page: z.int(),
    total: z.int(),
    total_pages: z.int(),
    total_exact: z.boolean().describe('False where the total is estimated, or counting stopped.'),
    next: z.string().nullable().describe('For `after`; null on the last page.'),
  })
  .meta({ id: 'PageMeta' });

export type PageQuery = z.output<ReturnType<typeof pageQuery>>;

/** One page of a list with its `meta`. Throws VALIDATION_ERROR for a cursor that is not one of this order. */
export async function page(db: Db, listing: Listing, asked: PageQuery, filters: Query['filters']) {
  const { page: number = 1, per_page: limit = 20, sort: by, q: search } = asked;
  const sort = { by: by.replace(/^-/, ''), descending: by.startsWith('-') };
  const after = asked.after === undefined ? undefined : readCursor(asked.after, by);
  const query = { filters, search, sort, limit, offset: (number - 1) * limit, after };
  const { rows, next, total, isExact } = await pageOf(db, listing, query);
  const counted = { total, total_pages: Math.ceil(total / limit), total_exact: isExact };
  const meta = { page: number, per_page: limit, ...counted, next: next && writeCursor(next, by) };
  return { rows, meta };
}

const CursorText = z.tuple([z.string(), z.string().nullable(), z.string()]);

const writeCursor = ({ value, key }: Cursor, sort: string) =>
  Buffer.from(JSON.stringify([sort, value, key])).toString('base64url');

function readCursor(text: string, sort: string): Cursor {
  try {
    const [of, value, key] = CursorText.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (of === sort) return { value, key };
  } catch {
    // Told below like a cursor of another order.
  }
  throw errors.invalid('after', 'This is not a cursor of this list in this order.', 'cursor');
}
