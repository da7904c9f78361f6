import { z } from 'zod';
import * as store from '../db/fields.js';
import * as locks from '../db/locks.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Field, FieldType } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { changesOf, isEmpty } from './changes.js';
import { isBound, resolve, today } from './dates.js';
import { problem as patternProblem } from './patterns.js';
import { permit } from './permissions.js';
import { longestOf } from './schemas.js';
import { fieldKey, line, lines } from './text.js';
import { FieldTranslations, toColumns } from './translations.js';
import { parse } from './validation.js';

const lengths = ['min_length', 'max_length', 'pattern'] as const;
/** Which rules each type of field knows. `required` is a matter of the page the field stands on. */
export const rulesOf: Record<FieldType, readonly Rule[]> = {
  text: lengths,
  textarea: lengths,
  email: lengths,
  phone: lengths,
  url: lengths,
  number: ['min', 'max'],
  date: ['min', 'max'],
  select: ['options'],
  /** `min` and `max` are numbers of choices. */
  multi_select: ['options', 'min', 'max'],
  checkbox: [],
  address: [],
};
export type Rule = 'min_length' | 'max_length' | 'pattern' | 'min' | 'max' | 'options';

export const fieldType = z.enum(Object.keys(rulesOf) as [FieldType, ...FieldType[]]);
const length = (min: number) => z.int().min(min).max(100_000).nullish();
const bound = z
  .union([z.number(), line(40)])
  .transform(String)
  .nullish();

export const option = z.strictObject({ value: line(100), label: line(200) });

/** A field's own columns, before its rules are held against its type. */
const fieldShape = z.strictObject({
  key: fieldKey,
  type: fieldType,
  label: line(200),
  help: lines(1000).nullish(),
  min_length: length(0),
  max_length: length(1),
  pattern: line(500).nullish(),
  min: bound,
  max: bound,
  options: z
    .array(option)
    .max(500)
    .nullish()
    .transform((options) => options ?? []),
  translations: FieldTranslations.default({}),
});
type Shape = z.output<typeof fieldShape>;
type Complain = (path: (string | number)[], error: string, rule: string) => void;

/** A field of the library: its rules must be ones its type knows, and must be possible to satisfy. */
export const FieldInput = fieldShape.superRefine(checkRules);

/** The same as it stands on a page of a draft. */
export const FieldOfDraft = fieldShape.extend({ required: z.boolean().default(false) }).superRefine(checkRules);

function checkRules(field: Shape, context: z.RefinementCtx): void {
  const complain: Complain = (path, message, rule) =>
    context.addIssue({ code: 'custom', path, message, params: { rule } });
  checkKnown(field, complain);
  checkLengths(field, complain);
  checkBounds(field, complain);
  checkOptions(field, complain);
}

function checkKnown(field: Shape, complain: Complain): void {
  const known = rulesOf[field.type];
  for (const rule of ['min_length', 'max_length', 'pattern', 'min', 'max'] as const) {
    if (field[rule] != null && !known.includes(rule)) complain([rule], notKnown(field.type), 'unknown');
  }
  if (field.options.length && !known.includes('options')) complain(['options'], notKnown(field.type), 'unknown');
}

const notKnown = (type: FieldType) => `A field of the type ${type} has no such rule.`;

function checkLengths(field: Shape, complain: Complain): void {
  if (field.min_length != null && field.max_length != null && field.min_length > field.max_length) {
    complain(['max_length'], 'This must not be less than the shortest length.', 'max_length');
  }
  const longest = longestOf[field.type];
  if (longest !== undefined && (field.min_length ?? 0) > longest) {
    complain(['min_length'], `An answer of this type has at most ${longest} characters.`, 'min_length');
  }
  const broken = field.pattern == null ? undefined : patternProblem(field.pattern);
  if (broken) complain(['pattern'], broken, 'pattern');
}

function checkBounds(field: Shape, complain: Complain): void {
  const bounds = { min: field.min, max: field.max };
  let readable = true;
  for (const [rule, text] of Object.entries(bounds)) {
    const broken = text == null ? undefined : boundProblem(field.type, text);
    if (broken) complain([rule], broken, rule);
    readable &&= !broken;
  }
  if (readable && bounds.min != null && bounds.max != null && exceeds(field.type, bounds.min, bounds.max)) {
    complain(['max'], 'This must not be less than the lower bound.', 'max');
  }
}

function boundProblem(type: FieldType, text: string): string | undefined {
  if (type === 'date') return isBound(text) ? undefined : 'This must be a date such as 2000-12-31, today, or -18y.';
  const number = Number(text);
  if (type === 'multi_select') return /^\d{1,3}$/.test(text) ? undefined : 'This must be a number of choices.';
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && Number.isFinite(number) ? undefined : 'This must be a number.';
}

function exceeds(type: FieldType, min: string, max: string): boolean {
  if (type === 'date') return resolve(min, today()) > resolve(max, today());
  return Number(min) > Number(max);
}

function checkOptions(field: Shape, complain: Complain): void {
  if (!rulesOf[field.type].includes('options')) return;
  if (!field.options.length) complain(['options'], 'Give at least one option to choose from.', 'required');
  const seen = new Set<string>();
  field.options.forEach(({ value }, index) => {
    if (seen.has(value)) complain(['options', index, 'value'], 'Another option already has this value.', 'unique');
    seen.add(value);
  });
  if (field.max === '0') complain(['max'], 'Let at least one be chosen.', 'max');
  if (field.min != null && Number(field.min) > field.options.length) {
    complain(['min'], 'There are fewer options than that.', 'min');
  }
}

/** Adds a field to the library, under an id of its own or the one given. Throws FORBIDDEN, VALIDATION_ERROR, CONFLICT (the key). */
export async function create(db: Db, actor: Actor, input: unknown, id?: string): Promise<Field> {
  permit(actor, 'fields.write');
  const row = parse(FieldInput, input);
  return inTransaction(db, async (tx) => {
    await holdLibrary(tx);
    const field = await store.insert(tx, { ...toRow(row), id });
    await audit.record(tx, actor, { action: 'field.created', entity: 'fields', entityId: field.id, after: field });
    return field;
  });
}

/** Changes a field; what is not in the patch stays. Drafts show it at once, versions never. Throws as `create`, and NOT_FOUND. */
export async function update(db: Db, actor: Actor, id: string, patch: object): Promise<Field> {
  permit(actor, 'fields.write');
  return inTransaction(db, async (tx) => {
    await holdLibrary(tx);
    const before = await store.lock(tx, id);
    if (!before) throw errors.notFound();
    const valid = parse(FieldInput, { ...definitionOf(before), ...patch });
    const changes = changesOf(before, valid);
    if (isEmpty(changes)) return before;
    const after = await store.update(tx, id, toPatch(changes));
    await audit.record(tx, actor, { action: 'field.updated', entity: 'fields', entityId: id, before, after });
    return after;
  });
}

/** Takes a field out of the library. Throws FORBIDDEN, NOT_FOUND, CONFLICT (it stands on a page). */
export async function remove(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'fields.write');
  await inTransaction(db, async (tx) => {
    await holdLibrary(tx);
    const before = await store.lock(tx, id);
    if (!before) throw errors.notFound();
    await store.remove(tx, id);
    await audit.record(tx, actor, { action: 'field.deleted', entity: 'fields', entityId: id, before });
  });
}

/**
 * Holds the library until the transaction ends, before any flow or field. A draft changes many fields: two drafts that
 * name them in different orders would else wait for each other, and a field could change behind an If-Match.
 */
export const holdLibrary = (tx: Db): Promise<void> => locks.hold(tx, 'fields');

/** A row without what the database keeps for itself. */
export function definitionOf({ id, created_at, updated_at, ...definition }: Field) {
  return definition;
}

const toRow = (field: Shape) => ({ ...toColumns(field), options: JSON.stringify(field.options) });
const toPatch = ({ options, ...columns }: Partial<Shape>) =>
  options === undefined ? toColumns(columns) : { ...toColumns(columns), options: JSON.stringify(options) };
