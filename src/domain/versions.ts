import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import * as pages from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Flow, FlowVersion } from '../db/types.js';
import * as store from '../db/versions.js';
import { type Detail, errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { type Check, compilePage } from './checks.js';
import { definitionOf, FieldInput } from './fields.js';
import * as flows from './flows.js';
import { spokenBy } from './localising.js';
import { permit } from './permissions.js';
import { type FieldDocument, type JsonSchema, pageSchema } from './schemas.js';
import { lines } from './text.js';
import { detailsOf, parse } from './validation.js';
import * as webhooks from './webhooks.js';

export interface PageDocument {
  key: string;
  title: string;
  description?: string;
  fields: FieldDocument[];
  schema: JsonSchema;
}

/** A version as clients see it. */
export interface VersionDocument {
  slug: string;
  version: number;
  title: string;
  published_at: string;
  pages: PageDocument[];
}

/** A version as a submission is checked by it. */
export interface Version {
  id: string;
  flowId: string;
  /** Of its flow: a published one keeps it. */
  slug: string;
  number: number;
  pages: (PageDocument & { check: Check })[];
}

export const Publication = z.strictObject({ notes: lines(2000).nullish() });
export const Rollback = z.strictObject({ version: z.int().min(1).max(1_000_000_000) });

/**
 * Makes the draft the flow's next version. Publishers of one flow wait for each other, so numbers have no gap.
 * Throws FORBIDDEN, NOT_FOUND, CONFLICT (it is archived), VALIDATION_ERROR with every problem of the draft.
 */
export async function publish(db: Db, actor: Actor, flowId: string, input: unknown): Promise<FlowVersion> {
  permit(actor, 'flows.publish');
  const { notes } = parse(Publication, input);
  return inTransaction(db, async (tx) => {
    const flow = await flows.lockOpen(tx, flowId);
    const draft = await pages.ofFlow(tx, flowId);
    const found = problems(draft);
    if (found.length) throw errors.validation(found, 'The draft cannot be published yet.');
    const version = await store.insert(tx, {
      ...rowOf(flow, draft),
      number: (await store.lastNumber(tx, flowId)) + 1,
      notes: notes ?? null,
      published_by: actor.id,
    });
    await recordPublished(tx, actor, flow, version);
    return version;
  });
}

/** What a version is made of, from a flow and the pages of its draft. */
export const contentOf = (flow: Flow, draft: pages.DraftPage[]) => ({
  title: flow.title,
  ...spokenBy(flow, draft),
  pages: draft.map(pageDocument),
});
export type Content = ReturnType<typeof contentOf>;

/** The same as a row of the versions. */
export const rowOf = (flow: Flow, draft: pages.DraftPage[]) => toRow(flow.id, contentOf(flow, draft));

const toRow = (flowId: string, { title, language, languages, translations, pages: all }: Content) => ({
  ...{ flow_id: flowId, title, language, languages },
  translations: JSON.stringify(translations),
  pages: JSON.stringify(all),
});

/**
 * Makes an earlier version live again, as a new version equal to it; the draft stays as it is.
 * Throws FORBIDDEN, NOT_FOUND, CONFLICT (it is archived), VALIDATION_ERROR (there is no such version).
 */
export async function rollBack(db: Db, actor: Actor, flowId: string, input: unknown): Promise<FlowVersion> {
  permit(actor, 'flows.publish');
  const { version: number } = parse(Rollback, input);
  return inTransaction(db, async (tx) => {
    const flow = await flows.lockOpen(tx, flowId);
    const old = await store.findByNumber(tx, flow.slug, number);
    if (!old) throw errors.invalid('version', 'This flow has no such version.', 'exists');
    return repeat(tx, actor, flow, { old });
  });
}

/** Makes a version of a flow that is held live again, as a new one equal to it. */
export async function repeat(
  tx: Db,
  actor: Actor,
  flow: Flow,
  { old, notes }: { old: FlowVersion; notes?: string | null },
): Promise<FlowVersion> {
  const version = await store.insert(tx, {
    ...toRow(flow.id, old as Content),
    number: (await store.lastNumber(tx, flow.id)) + 1,
    notes: notes ?? `Version ${old.number} again`,
    published_by: actor.id,
  });
  await recordPublished(tx, actor, flow, version);
  return version;
}

async function recordPublished(tx: Db, actor: Actor, flow: Flow, { number, title, notes }: FlowVersion) {
  const before = number > 1 ? { version: number - 1 } : null;
  const after = { slug: flow.slug, version: number, notes };
  await audit.record(tx, actor, { action: 'flow.published', entity: 'flows', entityId: flow.id, before, after });
  await webhooks.tellOfFlow(tx, { slug: flow.slug, title, version: number });
}

/** Everything that keeps a draft from being published, each at the path of keys where it is. */
export function problems(draft: pages.DraftPage[]): Detail[] {
  if (!draft.length) return [{ field: 'pages', error: 'The flow has no page yet.', rule: 'required' }];
  const seen = new Map<string, string>();
  return draft.flatMap((page) => {
    const at = `pages.${page.key}.fields`;
    if (!page.fields.length) return [{ field: at, error: `The page “${page.title}” has no field.`, rule: 'required' }];
    return page.fields.flatMap((field) => {
      const elsewhere = seen.get(field.key);
      seen.set(field.key, page.title);
      const twice = `The field “${field.label}” stands twice: it is on the page “${elsewhere}” already.`;
      return [
        ...(elsewhere === undefined ? [] : [{ field: `${at}.${field.key}`, error: twice, rule: 'unique' }]),
        ...brokenRules(field, at),
      ];
    });
  });
}

function brokenRules({ required, ...field }: pages.DraftPage['fields'][number], at: string): Detail[] {
  const result = FieldInput.safeParse(definitionOf(field), { reportInput: true });
  if (result.success) return [];
  return detailsOf(result.error.issues).map((detail) => ({
    ...detail,
    field: `${at}.${field.key}.${detail.field}`,
    error: `The field “${field.label}”: ${detail.error}`,
  }));
}

/** A draft's page as it is published. */
export function pageDocument(page: pages.DraftPage): PageDocument {
  const document = draftPage(page);
  return { ...document, schema: pageSchema(document.fields) };
}

/** A draft's page as clients see it, but for the schema, which publishing adds. */
export function draftPage({ key, title, description, fields }: pages.DraftPage): Omit<PageDocument, 'schema'> {
  return { key, title, ...(description ? { description } : {}), fields: fields.map(fieldDocument) };
}

function fieldDocument(field: pages.DraftPage['fields'][number]): FieldDocument {
  const { key, type, label, required, options, ...row } = field;
  const optional = {
    help: row.help,
    min_length: row.min_length,
    max_length: row.max_length,
    pattern: row.pattern,
    min: bound(type, row.min),
    max: bound(type, row.max),
    // jsonb keeps no order of its own: this one is the same whatever it came from.
    options: options.length ? options.map(({ value, label }) => ({ value, label })) : null,
  };
  const given = Object.entries(optional).filter(([, value]) => value !== null);
  return { key, type, label, required, ...Object.fromEntries(given) };
}

const bound = (type: string, text: string | null) => (text === null || type === 'date' ? text : Number(text));

/** Whether the draft says what is live. */
export async function isLive(db: Db, flow: Flow): Promise<boolean> {
  const live = await store.findLast(db, flow.id);
  const draft = contentOf(flow, await pages.ofFlow(db, flow.id));
  return live !== undefined && isDeepStrictEqual(bare(live as Content), bare(draft));
}

/** Without the schemas, which may have been compiled by an earlier Doorstep. */
const bare = ({ title, language, languages, translations, pages: all }: Content) => ({
  ...{ title, language, languages, translations },
  pages: all.map(({ schema, ...page }) => page),
});

/** A stored version in the shape clients see. */
export function toDocument(stored: store.StoredVersion): VersionDocument {
  return {
    slug: stored.slug,
    version: stored.number,
    title: stored.title,
    published_at: stored.published_at.toISOString(),
    pages: stored.pages as PageDocument[],
  };
}

// A version never changes, so what is compiled here is true for ever; only memory sets a bound.
const compiled = new Map<string, Version>();
const mostCompiled = 200;

/** The version of that id, its checks compiled once. Throws NOT_FOUND. */
export async function get(db: Db, id: string): Promise<Version> {
  const known = compiled.get(id);
  if (known) return known;
  const stored = await store.find(db, id);
  if (!stored) throw errors.notFound();
  const version = compileVersion(stored);
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value as string);
  compiled.set(id, version);
  return version;
}

/** The version of that id, if it is at hand. */
export const known = (id: string | undefined): Version | undefined => (id === undefined ? undefined : compiled.get(id));

const compileVersion = ({ id, flow_id, slug, number, pages }: store.StoredVersion): Version => ({
  id,
  flowId: flow_id,
  slug,
  number,
  pages: compilePages(pages as PageDocument[]),
});

/** Pages that are published, or would be, with the checks of their answers. */
export const compilePages = (documents: PageDocument[]): Version['pages'] =>
  documents.map((page) => ({ ...page, check: compilePage(page.fields, page.schema) }));
