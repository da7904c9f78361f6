import { z } from 'zod';
import { translate } from '../db/failures.js';
import * as fieldStore from '../db/fields.js';
import * as pageStore from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Field, Flow, PageTexts } from '../db/types.js';
import { type Detail, DomainError, errors } from '../errors.js';
import type { Actor } from './actors.js';
import { changesOf, isEmpty } from './changes.js';
import * as fields from './fields.js';
import * as flows from './flows.js';
import {
  type Clash,
  clashes,
  type Edit,
  edited,
  type LaidPage,
  type Layout,
  same,
  type Values,
  wordsOf,
} from './layouts.js';
import { placementsOf, recordDifferences } from './pages.js';
import { permit } from './permissions.js';
import { line, lines, pageKey, uuid } from './text.js';
import {
  FlowTranslations,
  flattened,
  gathered,
  Languages,
  language,
  named,
  PageTranslations,
  tidy,
  toColumns,
  withTexts,
} from './translations.js';
import { parse } from './validation.js';

const words = { key: pageKey, title: line(200), description: lines(2000).nullable() };
const pageWords = withTexts(z.strictObject(words), PageTranslations);
const someWords = z.strictObject(words).partial();
const flowWords = z.strictObject({ language, languages: Languages }).partial();

const spot = { after: uuid.nullable(), before: uuid.nullable() };
const Spot = z.strictObject(spot).nullable();
const Place = z.strictObject({ page: uuid, ...spot }).nullable();
/** What a change was based on is only compared. */
const based = z.record(z.string(), z.unknown());
const columns = [
  ...(['key', 'type', 'label', 'help', 'options', 'translations'] as const),
  ...(['min_length', 'max_length', 'pattern', 'min', 'max'] as const),
];
/** Of what type each value must be is the library's to say, once all of a change is together. */
const values = based.refine(
  (given) => Object.keys(gathered(given)).every((key) => (columns as readonly string[]).includes(key)),
  'A field has no such rule.',
);

const AnEdit = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('title'), from: z.string(), to: line(200) }),
  z.strictObject({ op: z.literal('flow'), from: based, to: withTexts(flowWords, FlowTranslations) }),
  z.strictObject({ op: z.literal('page'), page: uuid, from: based, to: withTexts(someWords, PageTranslations) }),
  z.strictObject({ op: z.literal('page.place'), page: uuid, from: Spot, to: Spot, words: pageWords }),
  z.strictObject({ op: z.literal('place'), field: uuid, from: Place, to: Place, required: z.boolean() }),
  z.strictObject({ op: z.literal('required'), field: uuid, from: z.boolean(), to: z.boolean() }),
  z.strictObject({ op: z.literal('field'), field: uuid, from: values, to: values }),
  z.strictObject({ op: z.literal('field.new'), field: uuid, to: values }),
]);
export const Edits = z.array(AnEdit).min(1).max(300);

const most = { pages: 100, fields: 200 };

/**
 * Changes a draft, and the library where a change is a field's: all of these small changes or none. Each names what it
 * was based on; made a second time it changes nothing.
 * Throws FORBIDDEN, NOT_FOUND, VALIDATION_ERROR (of a field at `fields.<id>.<rule>`), CONFLICT (the flow is archived; or
 * somebody else changed the same thing: details of the rule `changed`, `moved`, `gone` or `not empty`, each at its path of ids).
 */
export async function apply(db: Db, actor: Actor, flowId: string, input: unknown): Promise<void> {
  permit(actor, 'pages.write');
  permit(actor, 'flows.write');
  permit(actor, 'fields.write');
  const edits = parse(z.strictObject({ edits: Edits }), { edits: input }).edits as Edit[];
  await inTransaction(db, async (tx) => {
    // Always the library first: whoever holds a flow may wait for a field.
    await fields.holdLibrary(tx);
    const flow = await flows.lockOpen(tx, flowId);
    const pages = await pageStore.ofFlow(tx, flowId);
    const before = { ...layoutOf(flow, pages), fields: await libraryOf(tx, edits) };
    const after = applied(before, edits);
    await changeFields(tx, actor, before, after);
    if (!same(ofFlow(before), ofFlow(after))) await flows.update(tx, actor, flowId, ofFlow(after));
    await layOut(tx, flowId, { before: pages, after: after.pages });
    await recordDifferences(tx, actor, pages, await pageStore.ofFlow(tx, flowId));
  });
}

/** A draft as changes are made to it, without the library. */
export function layoutOf(
  { title, language: main, languages, translations }: Flow,
  pages: pageStore.DraftPage[],
): Layout {
  const laid = pages.map(({ id, key, title: name, description, translations: said, fields: placed }) => ({
    ...{ id, key, title: name, description, ...flattened(said) },
    fields: placed.map((field) => ({ id: field.id, required: field.required })),
  }));
  return { title, flow: { language: main, languages, ...flattened(translations) }, pages: laid, fields: {} };
}

const ofFlow = ({ title, flow }: Layout) => ({ title, ...gathered(flow) });

/** A field of the library as changes are made to it. */
export function valuesOf(field: Field): Values {
  const { translations, ...values } = fields.definitionOf(field);
  return { ...values, ...flattened(translations) };
}

async function libraryOf(tx: Db, edits: Edit[]): Promise<Layout['fields']> {
  const ids = edits.flatMap((edit) => (edit.op === 'field' || edit.op === 'field.new' ? [edit.field] : []));
  const rows = await fieldStore.byIds(tx, ids);
  return Object.fromEntries(rows.map((row) => [row.id, valuesOf(row)]));
}

function applied(before: Layout, edits: Edit[]): Layout {
  const found: Clash[] = [];
  let layout = before;
  for (const edit of edits) {
    found.push(...clashes(layout, edit));
    layout = edited(layout, edit);
  }
  if (found.length) throw errors.conflict({ message: told.changed, details: found.map(detailOf) });
  if (layout.pages.length > most.pages) throw errors.invalid('pages', told.pages, 'max');
  if (layout.pages.some((page) => page.fields.length > most.fields)) throw errors.invalid('pages', told.fields, 'max');
  return layout;
}

const told = {
  changed: 'Somebody else changed this meanwhile.',
  moved: 'Somebody else moved this meanwhile.',
  gone: 'Somebody else removed this meanwhile.',
  'not empty': 'Somebody else put a field on this page meanwhile.',
  pages: `A flow can have at most ${most.pages} pages.`,
  fields: `A page can have at most ${most.fields} fields.`,
};

function detailOf({ at, what, now }: Clash): Detail {
  const value = what === 'changed' && now !== undefined ? ` It is now: ${JSON.stringify(now)?.slice(0, 300)}` : '';
  return { field: at, error: `${told[what]}${value}`, rule: what };
}

async function changeFields(tx: Db, actor: Actor, before: Layout, after: Layout): Promise<void> {
  for (const [id, is] of Object.entries(after.fields)) {
    const was = before.fields[id];
    if (was && same(was, is)) continue;
    await atField(id, () =>
      was
        ? fields.update(tx, actor, id, differenceOf(gathered(was), gathered(is)))
        : fields.create(tx, actor, gathered(is), id),
    );
  }
}

const differenceOf = (was: Values, is: Values) =>
  Object.fromEntries(Object.entries(is).filter(([key, value]) => !same(value, was[key])));

/** What the library refuses is told at the field it is about. */
async function atField(id: string, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (thrown) {
    const error = translate(thrown);
    if (!(error instanceof DomainError) || !error.details) throw error;
    const details = error.details.map((detail) => ({ ...detail, field: `fields.${id}.${detail.field}` }));
    throw new DomainError(error.code, { message: error.message, details });
  }
}

function rowOf(page: LaidPage) {
  const { key, title, description } = page;
  const { translations } = gathered({ ...wordsOf(page) });
  return { key, title, description, translations: tidy<PageTexts>(translations, named.page) };
}

/** Makes the pages what they should be. What is so already is not touched. */
async function layOut(
  tx: Db,
  flowId: string,
  { before, after }: { before: pageStore.DraftPage[]; after: LaidPage[] },
): Promise<void> {
  for (const { id } of before) if (!after.some((page) => page.id === id)) await pageStore.remove(tx, id);
  for (const { id } of before.filter((page) => isHandedOn(page, after)))
    await pageStore.update(tx, id, { key: `moving-${id}` });
  for (const [index, laid] of after.entries()) {
    const page = before.find(({ id }) => id === laid.id);
    const row = rowOf(laid);
    const changes = page ? changesOf(page, row) : {};
    if (!page)
      await pageStore.insert(tx, {
        ...toColumns(row),
        id: laid.id,
        flow_id: flowId,
        position: before.length + index + 1,
      });
    else if (!isEmpty(changes)) await pageStore.update(tx, laid.id, toColumns(changes));
  }
  for (const { id, fields: placed } of after) {
    const page = before.find((old) => old.id === id);
    const placements = placed.map((field) => ({ field_id: field.id, required: field.required }));
    if (!same(page ? placementsOf(page) : [], placements))
      await pageStore.place(tx, { id, flow_id: flowId }, placements);
  }
  await pageStore.order(
    tx,
    after.map(({ id }) => id),
  );
}

/** Whether a page's key goes to another page while it gets a new one itself: it must let go of it first. */
const isHandedOn = ({ id, key }: pageStore.DraftPage, after: LaidPage[]): boolean =>
  after.some((page) => page.id !== id && page.key === key) && after.some((page) => page.id === id && page.key !== key);
