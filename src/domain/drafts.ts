import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import * as fieldStore from '../db/fields.js';
import * as flowStore from '../db/flows.js';
import * as pageStore from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { FieldTexts, Flow, FlowTexts, Page, PageTexts, Translations } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import { changesOf, isEmpty } from './changes.js';
import * as fields from './fields.js';
import * as flows from './flows.js';
import { placementsOf, recordDifferences } from './pages.js';
import { permit } from './permissions.js';
import type { FieldDocument } from './schemas.js';
import { line, lines, pageKey, slug } from './text.js';
import { named, PageTranslations, tidy, toColumns } from './translations.js';
import { parse } from './validation.js';
import { draftPage } from './versions.js';

const PageOfDraft = z.strictObject({
  key: pageKey,
  title: line(200),
  description: lines(2000).nullish(),
  translations: PageTranslations.default({}),
  fields: z.array(fields.FieldOfDraft).max(200),
});
export const DraftInput = z
  .strictObject({ slug, title: line(200), ...flows.spoken, pages: z.array(PageOfDraft).max(100) })
  .superRefine(checkKeys)
  .superRefine(flows.checkLanguages);
type DraftInput = z.output<typeof DraftInput>;
type FieldOfDraft = z.output<typeof fields.FieldOfDraft>;

/** A draft as one document, and the tag of this state of it. What is translated says so in keys of its own. */
export interface Draft {
  document: Spoken<FlowTexts> & {
    slug: string;
    title: string;
    pages: (Spoken<PageTexts> & { key: string; title: string; fields: (Spoken<FieldTexts> & FieldDocument)[] })[];
  };
  etag: string;
}
type Spoken<T> = { language?: string; languages?: string[]; translations?: Translations<T> };

/** A document in the one form that reading a draft gives, so that two can be compared. Throws VALIDATION_ERROR at paths of keys. */
export function normal(input: unknown): Draft['document'] {
  const { pages, ...flow } = parse(DraftInput, input);
  const rows = pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) => ({ ...definitionOf(field), required: field.required })),
  }));
  // Of a row only the columns are read that a document has.
  return documentOf(flow, rows as unknown as pageStore.DraftPage[]);
}

/** The draft of every flow, by slug. Throws FORBIDDEN. */
export async function all(db: Db, actor: Actor): Promise<(Draft & { flow: Flow })[]> {
  permit(actor, 'flows.write');
  const found: (Draft & { flow: Flow })[] = [];
  for (const flow of await flowStore.all(db)) found.push({ ...(await draftOf(db, flow)), flow });
  return found;
}

/**
 * Holds the library, and these flows of those there are, until the transaction ends: always in one order, so that two
 * never wait for each other.
 */
export async function hold(tx: Db, actor: Actor, slugs: string[]): Promise<void> {
  permit(actor, 'flows.write');
  await fields.holdLibrary(tx);
  for (const flow of await flowStore.all(tx)) if (slugs.includes(flow.slug)) await flowStore.lock(tx, flow.id);
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
 * Throws FORBIDDEN, VALIDATION_ERROR at paths of keys, CONFLICT where the flow is archived, REVISION_MISMATCH when `held`
 * is no longer the draft's tag.
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
    await fields.holdLibrary(tx);
    const known = await flowStore.findBySlug(tx, at.slug);
    const flow = known ? await flows.lockOpen(tx, known.id) : await create(tx, actor, document);
    if (at.held !== undefined && (!known || (await draftOf(tx, flow)).etag !== at.held))
      throw errors.revisionMismatch();
    const { pages, slug: name, ...columns } = document;
    const titled = await flows.update(tx, actor, flow.id, columns);
    await layOut(tx, actor, titled, document);
    return { ...(await draftOf(tx, titled)), isNew: known === undefined };
  });
}

const create = (tx: Db, actor: Actor, { pages, ...flow }: DraftInput) => flows.create(tx, actor, flow);

async function draftOf(db: Db, flow: Flow): Promise<Draft> {
  const document = documentOf(flow, await pageStore.ofFlow(db, flow.id));
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 22);
  return { document, etag: `"${hash}"` };
}

type Content = Pick<Flow, 'slug' | 'title' | 'language' | 'languages' | 'translations'>;

/** Everything that is translated is told, also what rests: who puts back what he got loses nothing. */
function documentOf(flow: Content, draft: pageStore.DraftPage[]): Draft['document'] {
  const { slug: name, title, language, languages } = flow;
  const pages = draft.map((page) => {
    const { fields: placed, ...document } = draftPage(page);
    const translated = placed.map((field, index) => ({
      ...field,
      ...translationsOf(page.fields[index]?.translations, named.field),
    }));
    return { ...document, ...translationsOf(page.translations, named.page), fields: translated };
  });
  return {
    ...{ slug: name, title },
    ...(language === 'en' && !languages.length ? {} : { language }),
    ...(languages.length ? { languages } : {}),
    ...translationsOf(flow.translations, named.flow),
    pages,
  };
}

function translationsOf<T extends object>(all: Translations<T> | undefined, names: readonly string[]) {
  const translations = tidy<T>(all ?? {}, names);
  return Object.keys(translations).length ? { translations } : {};
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

/** Makes the pages what the document says. What is so already is not touched. */
async function layOut(tx: Db, actor: Actor, flow: Flow, document: DraftInput): Promise<void> {
  const before = await pageStore.ofFlow(tx, flow.id);
  const ids = await fieldIds(tx, actor, document);
  const wanted = document.pages.map(({ fields: placed, ...columns }) => ({
    columns: { ...columns, description: columns.description ?? null },
    placements: placed.map(({ key, required }) => ({ field_id: ids.get(key) as string, required })),
  }));
  const is = before.map((page) => ({ key: page.key, placements: placementsOf(page) }));
  const isPlaced = isDeepStrictEqual(
    is,
    wanted.map(({ columns, placements }) => ({ key: columns.key, placements })),
  );
  // All of them at first: a field may move from any page to any other.
  if (!isPlaced) await pageStore.clear(tx, flow.id);
  const keys = document.pages.map(({ key }) => key);
  for (const page of before.filter(({ key }) => !keys.includes(key))) await pageStore.remove(tx, page.id);
  const order: string[] = [];
  for (const [index, { columns, placements }] of wanted.entries()) {
    const page = await settle(tx, before, { ...columns, flow_id: flow.id, position: before.length + index + 1 });
    if (!isPlaced) await pageStore.place(tx, page, placements);
    order.push(page.id);
  }
  await pageStore.order(tx, order);
  await recordDifferences(tx, actor, before, await pageStore.ofFlow(tx, flow.id));
}

type NewPage = Omit<Page, 'id' | 'created_at' | 'updated_at'>;

/** The page of that key, its columns as they should be; a new one at a position that is free. */
async function settle(tx: Db, before: Page[], row: NewPage): Promise<Page> {
  const page = before.find(({ key }) => key === row.key);
  if (!page) return pageStore.insert(tx, toColumns(row));
  const { title, description, translations } = row;
  const changes = changesOf(page, { title, description, translations });
  if (!isEmpty(changes)) await pageStore.update(tx, page.id, toColumns(changes));
  return page;
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
