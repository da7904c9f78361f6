import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import * as store from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { changesOf, isEmpty } from './changes.js';
import * as flows from './flows.js';
import { permit } from './permissions.js';
import { line, lines, pageKey, uuid } from './text.js';
import { PageTranslations, toColumns } from './translations.js';
import { parse } from './validation.js';

export const Placements = z
  .array(z.strictObject({ field_id: uuid, required: z.boolean().default(false) }))
  .max(200)
  .refine((placements) => new Set(placements.map((placement) => placement.field_id)).size === placements.length, {
    error: 'A field can stand only once on a page.',
    params: { rule: 'unique' },
  });

const shape = {
  key: pageKey,
  title: line(200),
  description: lines(2000).nullish(),
  translations: PageTranslations,
  /** 1 is the first; the pages after it move along. */
  position: z.int().min(1).max(1000).nullish(),
  fields: Placements,
};
export const PageInput = z.strictObject({
  ...shape,
  flow_id: uuid,
  fields: Placements.default([]),
  translations: PageTranslations.default({}),
});
export const PagePatch = z.strictObject(shape).partial();

/** Adds a page to a draft, at the end unless a position is given. Throws FORBIDDEN, VALIDATION_ERROR, CONFLICT (the key). */
export async function create(db: Db, actor: Actor, input: unknown): Promise<store.DraftPage> {
  permit(actor, 'pages.write');
  const { fields, position, ...row } = parse(PageInput, input);
  const { result, after } = await changing(db, actor, row.flow_id, async (tx, before) => {
    const page = await store.insert(tx, { ...toColumns(row), position: before.length + 1 });
    await store.place(tx, page, fields);
    await moveTo(tx, [...before, page], page.id, position);
    return page.id;
  });
  return oneOf(after, result);
}

/** Changes a page, its place and its fields. A field that stood on another page of the flow moves here. Throws as `create`, and NOT_FOUND. */
export async function update(db: Db, actor: Actor, id: string, patch: unknown): Promise<store.DraftPage> {
  permit(actor, 'pages.write');
  const { fields, position, ...columns } = parse(PagePatch, patch);
  const page = await get(db, id);
  const { after } = await changing(db, actor, page.flow_id, async (tx, before) => {
    const old = oneOf(before, id);
    const changes = changesOf(old, columns);
    if (!isEmpty(changes)) await store.update(tx, id, toColumns(changes));
    if (fields && !isDeepStrictEqual(placementsOf(old), fields)) await store.place(tx, page, fields);
    await moveTo(tx, before, id, position);
  });
  return oneOf(after, id);
}

/** Takes a page out of a draft; its fields stay in the library. Throws FORBIDDEN, NOT_FOUND. */
export async function remove(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'pages.write');
  const page = await get(db, id);
  await changing(db, actor, page.flow_id, async (tx, before) => {
    oneOf(before, id);
    await store.remove(tx, id);
    const rest = before.filter((other) => other.id !== id).map((other) => other.id);
    await store.order(tx, rest);
  });
}

async function get(db: Db, id: string) {
  const page = await store.find(db, id);
  if (!page) throw errors.notFound();
  return page;
}

/** One change of a draft: the flow held, every page that came out different written down. */
async function changing<T>(
  db: Db,
  actor: Actor,
  flowId: string,
  change: (tx: Db, before: store.DraftPage[]) => Promise<T>,
): Promise<{ result: T; after: store.DraftPage[] }> {
  return inTransaction(db, async (tx) => {
    await flows.lockOpen(tx, flowId);
    const before = await store.ofFlow(tx, flowId);
    const result = await change(tx, before);
    const after = await store.ofFlow(tx, flowId);
    await recordDifferences(tx, actor, before, after);
    return { result, after };
  });
}

/** Which fields stand on a page, in order. */
export const placementsOf = ({ fields }: Pick<store.DraftPage, 'fields'>): store.Placement[] =>
  fields.map(({ id, required }) => ({ field_id: id, required }));

/** Throws NOT_FOUND: somebody deleted the page while this change waited for the flow. */
function oneOf(pages: store.DraftPage[], id: string): store.DraftPage {
  const page = pages.find((candidate) => candidate.id === id);
  if (!page) throw errors.notFound();
  return page;
}

/** Writes down every page that came out of a change different. */
export async function recordDifferences(tx: Db, actor: Actor, before: store.DraftPage[], after: store.DraftPage[]) {
  for (const id of new Set([...before, ...after].map((page) => page.id))) {
    const was = summary(before.find((page) => page.id === id));
    const is = summary(after.find((page) => page.id === id));
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const action = was ? (is ? 'page.updated' : 'page.deleted') : 'page.created';
    await audit.record(tx, actor, { action, entity: 'pages', entityId: id, before: was, after: is });
  }
}

function summary(page: store.DraftPage | undefined) {
  if (!page) return null;
  const { created_at, updated_at, fields, ...columns } = page;
  return { ...columns, fields: fields.map(({ key, required }) => ({ key, required })) };
}

async function moveTo(tx: Db, pages: { id: string }[], id: string, position: number | null | undefined) {
  if (position == null) return;
  const ids = pages.map((page) => page.id).filter((other) => other !== id);
  ids.splice(position - 1, 0, id);
  await store.order(tx, ids);
}
