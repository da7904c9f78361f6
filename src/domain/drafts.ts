import { createHash } from 'node:crypto';
import { z } from 'zod';
import * as fieldStore from '../db/fields.js';
import * as flowStore from '../db/flows.js';
import * as pageStore from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as fields from './fields.js';
import * as flows from './flows.js';
import { recordDifferences } from './pages.js';
import { permit } from './permissions.js';
import type { FieldDocument } from './schemas.js';
import { line, lines, pageKey, slug } from './text.js';
import { parse } from './validation.js';
import { draftPage } from './versions.js';

const PageOfDraft = z.strictObject({
  key: pageKey,
  title: line(200),
  description: lines(2000).nullish(),
  fields: z.array(fields.FieldOfDraft).max(200),
});
export const DraftInput = z
  .strictObject({ slug, title: line(200), pages: z.array(PageOfDraft).max(100) })
  .superRefine(checkKeys);
type DraftInput = z.output<typeof DraftInput>;
type FieldOfDraft = z.output<typeof fields.FieldOfDraft>;

/** A draft as one document, and the tag of this state of it. */
export interface Draft {
  document: { slug: string; title: string; pages: { key: string; title: string; fields: FieldDocument[] }[] };
  etag: string;
}

/** Throws FORBIDDEN, NOT_FOUND. */
export async function read(db: Db, actor: Actor, slugOfFlow: string): Promise<Draft> {
  permit(actor, 'flows.write');
  const flow = await flowStore.findBySlug(db, slugOfFlow);
  if (!flow) throw errors.notFound();
  return draftOf(db, flow);
}

/**
 * Makes the draft what the document says, and the flow if there is none. A field is the library's: one that differs
 * there is changed for every draft it stands in.
 * Throws FORBIDDEN, VALIDATION_ERROR at paths of keys, REVISION_MISMATCH when `held` is no longer the draft's tag.
 */
export async function write(
  db: Db,
  actor: Actor,
  at: { slug: string; held?: string },
  input: unknown,
): Promise<Draft & { isNew: boolean }> {
  permit(actor, 'flows.write');
  const document = parse(DraftInput, input);
  if (document.slug !== at.slug) throw errors.invalid('slug', `This must be ${at.slug}, as in the address.`, 'slug');
  return inTransaction(db, async (tx) => {
    const known = await flowStore.findBySlug(tx, at.slug);
    const flow = known ? await flows.lock(tx, known.id) : await create(tx, actor, document);
    if (at.held !== undefined && (!known || (await draftOf(tx, flow)).etag !== at.held))
      throw errors.revisionMismatch();
    const titled = await flows.update(tx, actor, flow.id, { title: document.title });
    await layOut(tx, actor, titled, document);
    return { ...(await draftOf(tx, titled)), isNew: known === undefined };
  });
}

const create = (tx: Db, actor: Actor, { slug: name, title }: DraftInput) =>
  flows.create(tx, actor, { slug: name, title });

async function draftOf(db: Db, { id, slug: name, title }: Flow): Promise<Draft> {
  const document = { slug: name, title, pages: (await pageStore.ofFlow(db, id)).map(draftPage) };
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 22);
  return { document, etag: `"${hash}"` };
}

/** What no draft may be, however unfinished: one of two of the same key would be lost on the way into the tables. */
function checkKeys({ pages }: { pages: z.output<typeof PageOfDraft>[] }, context: z.RefinementCtx): void {
  const seen = { pages: new Set<string>(), fields: new Set<string>() };
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message, params: { rule: 'unique' } });
  pages.forEach((page, index) => {
    if (seen.pages.has(page.key)) complain(['pages', index], 'Another page already has this key.');
    seen.pages.add(page.key);
    page.fields.forEach(({ key }, place) => {
      const at = ['pages', index, 'fields', place];
      if (seen.fields.has(key)) complain(at, 'This field stands twice in the flow.');
      seen.fields.add(key);
    });
  });
}

async function layOut(tx: Db, actor: Actor, flow: Flow, document: DraftInput): Promise<void> {
  const before = await pageStore.ofFlow(tx, flow.id);
  const ids = await fieldIds(tx, actor, document);
  await pageStore.clear(tx, flow.id);
  const keys = document.pages.map(({ key }) => key);
  for (const page of before.filter(({ key }) => !keys.includes(key))) await pageStore.remove(tx, page.id);
  const order: string[] = [];
  for (const [index, { fields: placed, ...columns }] of document.pages.entries()) {
    const row = { ...columns, description: columns.description ?? null };
    const old = before.find(({ key }) => key === columns.key);
    const free = before.length + index + 1;
    const page = old ?? (await pageStore.insert(tx, { ...row, flow_id: flow.id, position: free }));
    if (old) await pageStore.update(tx, old.id, row);
    const placements = placed.map(({ key, required }) => ({ field_id: ids.get(key) as string, required }));
    await pageStore.place(tx, page, placements);
    order.push(page.id);
  }
  await pageStore.order(tx, order);
  await recordDifferences(tx, actor, before, await pageStore.ofFlow(tx, flow.id));
}

/** The library's id of each field, which is made or changed where the document differs. */
async function fieldIds(tx: Db, actor: Actor, { pages }: DraftInput): Promise<Map<string, string>> {
  const asked = pages.flatMap((page) => page.fields);
  const library = await fieldStore.byKeys(
    tx,
    asked.map(({ key }) => key),
  );
  const ids = new Map<string, string>();
  for (const field of asked) {
    const known = library.find(({ key }) => key === field.key);
    ids.set(field.key, known ? known.id : (await fields.create(tx, actor, definitionOf(field))).id);
    if (known) await fields.update(tx, actor, known.id, definitionOf(field));
  }
  return ids;
}

/** Every column, so that a rule that is gone from the document is gone from the library. */
function definitionOf({ required, ...field }: FieldOfDraft) {
  const { help = null, min_length = null, max_length = null, pattern = null, min = null, max = null } = field;
  return { ...field, help, min_length, max_length, pattern, min, max };
}
