import { isDeepStrictEqual } from 'node:util';
import type { Option } from '../db/types.js';
import { type Spoken, type Told, textsOf } from './localising.js';
import type { FieldDocument } from './schemas.js';

/** What of a version or a draft is compared. */
export interface Shape extends Spoken {
  title: string;
  pages: PageShape[];
}

export interface PageShape {
  key: string;
  title: string;
  description?: string;
  fields: FieldDocument[];
}

export type ComparedRule = 'min_length' | 'max_length' | 'pattern' | 'min' | 'max';
type Value = string | number | undefined;

/** What is another, by kind, with the names people know it by; putting it into words is the reader's language's business. */
export type Difference =
  | { kind: 'flow.renamed'; from: string; to: string }
  | { kind: 'pages.reordered'; pages: string[] }
  | { kind: 'page.added'; page: string; fields: string[] }
  | { kind: 'page.removed'; page: string; fields: string[] }
  | { kind: 'page.renamed'; from: string; to: string }
  | { kind: 'page.described'; from?: string; to?: string }
  | { kind: 'fields.reordered'; fields: string[] }
  | { kind: 'field.added'; field: string; required: boolean }
  | { kind: 'field.removed'; field: string }
  | { kind: 'field.moved'; field: string; from: string; to: string }
  | { kind: 'field.renamed'; from: string; to: string }
  | { kind: 'field.required'; field: string; required: boolean }
  | { kind: 'field.retyped'; field: string; from: string; to: string }
  | { kind: 'field.help'; field: string; from?: string; to?: string }
  | { kind: 'field.rule'; field: string; type: string; rule: ComparedRule; from: Value; to: Value }
  | { kind: 'option.added' | 'option.removed'; field: string; option: string }
  | { kind: 'option.renamed'; field: string; from: string; to: string }
  | { kind: 'options.reordered'; field: string; options: string[] }
  | { kind: 'language.changed'; from: string; to: string }
  /** `texts`: how many of how many are there in it. */
  | { kind: 'language.added'; language: string; texts: number; of: number }
  | { kind: 'language.removed'; language: string }
  | { kind: 'translated'; language: string; what: Text; from?: string; to?: string };

/** Which text: `of` is what people know it by in the main language. */
export interface Text {
  kind: 'flow' | 'page' | 'field';
  of: string;
  /** `title`, `description`, `label`, `help`, or the option's own label. */
  name: 'title' | 'description' | 'label' | 'help' | 'option';
  option?: string;
}

/** What is another about one page; about the flow as a whole where there is no page. */
export interface Group {
  page?: { key: string; title: string };
  differences: Difference[];
}

/** Whatever differs, the flow first, then page by page in the new order, then pages that are gone. Nothing where nothing does. */
export function differences(before: Shape, after: Shape): Group[] {
  const places = { before: placesOf(before), after: placesOf(after) };
  const groups: Group[] = [
    { differences: [...ofFlow(before, after), ...ofLanguages(before, after)] },
    ...after.pages.map((page) => {
      const was = before.pages.find(({ key }) => key === page.key);
      return { page: named(page), differences: was ? ofPage(was, page, places) : ofNewPage(page, places) };
    }),
    ...before.pages
      .filter(({ key }) => !after.pages.some((page) => page.key === key))
      .map((page) => ({ page: named(page), differences: [gone(page, places)] })),
  ];
  return groups.filter((group) => group.differences.length);
}

/** Field key → the field, and the page it stands on. */
type Places = Record<'before' | 'after', Map<string, { field: FieldDocument; page: PageShape }>>;

const placesOf = ({ pages }: Shape) =>
  new Map(pages.flatMap((page) => page.fields.map((field) => [field.key, { field, page }] as const)));

const named = ({ key, title }: PageShape) => ({ key, title });
const labels = (fields: FieldDocument[]) => fields.map(({ label }) => label);

function ofFlow(before: Shape, after: Shape): Difference[] {
  const found: Difference[] = [];
  if (before.title !== after.title) found.push({ kind: 'flow.renamed', from: before.title, to: after.title });
  if (isReordered(before.pages, after.pages))
    found.push({ kind: 'pages.reordered', pages: after.pages.map(({ title }) => title) });
  return found;
}

function ofLanguages(before: Shape, after: Shape): Difference[] {
  const texts = textsOf(after);
  const found: Difference[] = [];
  if (before.language !== after.language)
    found.push({ kind: 'language.changed', from: before.language, to: after.language });
  for (const language of after.languages.filter((tag) => !before.languages.includes(tag))) {
    const said = texts.filter((text) => saidIn(after, language, text) !== undefined).length;
    found.push({ kind: 'language.added', language, texts: said, of: texts.length });
  }
  for (const language of before.languages.filter((tag) => !after.languages.includes(tag)))
    found.push({ kind: 'language.removed', language });
  const inBoth = after.languages.filter((tag) => before.languages.includes(tag));
  return [...found, ...inBoth.flatMap((language) => ofTranslation(before, after, language, texts))];
}

const saidIn = ({ translations }: Shape, language: string, { saidBy }: Told) => {
  const texts = translations[language];
  return texts && saidBy(texts);
};

/** What was translated in one language, and what is now; of what is new or gone nothing, since that is told of itself. */
function ofTranslation(before: Shape, after: Shape, language: string, texts: Told[]): Difference[] {
  const old = textsOf(before);
  const isOld = (text: Told) => old.some(({ key, name }) => key === text.key && name === text.name);
  return texts.filter(isOld).flatMap((text): Difference[] => {
    const [from, to] = [saidIn(before, language, text), saidIn(after, language, text)];
    return from === to ? [] : [{ kind: 'translated', language, what: textOf(text), from, to }];
  });
}

function textOf({ at, name, text }: Told): Text {
  const of = at.field ?? at.page ?? text;
  const kind = at.field !== undefined ? 'field' : at.page !== undefined ? 'page' : 'flow';
  return name.startsWith('options.')
    ? { kind, of, name: 'option', option: text }
    : { kind, of, name: name as Text['name'] };
}

/** Whether those that are in both come in another order. */
function isReordered(before: { key: string }[], after: { key: string }[]): boolean {
  const common = (these: { key: string }[], those: { key: string }[]) =>
    these.map(({ key }) => key).filter((key) => those.some((other) => other.key === key));
  return !isDeepStrictEqual(common(before, after), common(after, before));
}

function ofNewPage(page: PageShape, places: Places): Difference[] {
  const isNew = ({ key }: FieldDocument) => !places.before.has(key);
  const added = { kind: 'page.added', page: page.title, fields: labels(page.fields.filter(isNew)) } as const;
  return [added, ...page.fields.filter((field) => !isNew(field)).flatMap((field) => ofField(field, page, places))];
}

function gone(page: PageShape, places: Places): Difference {
  const fields = labels(page.fields.filter(({ key }) => !places.after.has(key)));
  return { kind: 'page.removed', page: page.title, fields };
}

function ofPage(was: PageShape, page: PageShape, places: Places): Difference[] {
  const found: Difference[] = [];
  if (was.title !== page.title) found.push({ kind: 'page.renamed', from: was.title, to: page.title });
  if (was.description !== page.description)
    found.push({ kind: 'page.described', from: was.description, to: page.description });
  if (isReordered(was.fields, page.fields)) found.push({ kind: 'fields.reordered', fields: labels(page.fields) });
  const removed = was.fields.filter(({ key }) => !places.after.has(key));
  found.push(...page.fields.flatMap((field) => ofField(field, page, places)));
  found.push(...removed.map(({ label }) => ({ kind: 'field.removed' as const, field: label })));
  return found;
}

function ofField(field: FieldDocument, page: PageShape, { before }: Places): Difference[] {
  const known = before.get(field.key);
  const name = field.label;
  if (!known) return [{ kind: 'field.added', field: name, required: field.required }];
  const { field: was, page: from } = known;
  const found: Difference[] = [];
  if (was.label !== name) found.push({ kind: 'field.renamed', from: was.label, to: name });
  if (from.key !== page.key) found.push({ kind: 'field.moved', field: name, from: from.title, to: page.title });
  if (was.type !== field.type) found.push({ kind: 'field.retyped', field: name, from: was.type, to: field.type });
  if (was.required !== field.required) found.push({ kind: 'field.required', field: name, required: field.required });
  if (was.help !== field.help) found.push({ kind: 'field.help', field: name, from: was.help, to: field.help });
  return [...found, ...ofRules(was, field), ...ofOptions(was.options ?? [], field)];
}

const rules: ComparedRule[] = ['min_length', 'max_length', 'pattern', 'min', 'max'];

function ofRules(was: FieldDocument, field: FieldDocument): Difference[] {
  const { label, type } = field;
  const differing = rules.filter((rule) => was[rule] !== field[rule]);
  return differing.map((rule) => ({ kind: 'field.rule', field: label, type, rule, from: was[rule], to: field[rule] }));
}

/** An option is known by what is stored of it. */
function ofOptions(was: Option[], { label: field, options: is = [] }: FieldDocument): Difference[] {
  const [old, now] = [keyed(was), keyed(is)];
  const found: Difference[] = [];
  for (const { value, label } of is) {
    const before = was.find((option) => option.value === value);
    if (!before) found.push({ kind: 'option.added', field, option: label });
    else if (before.label !== label) found.push({ kind: 'option.renamed', field, from: before.label, to: label });
  }
  for (const { value, label } of was)
    if (!is.some((option) => option.value === value)) found.push({ kind: 'option.removed', field, option: label });
  if (isReordered(old, now)) found.push({ kind: 'options.reordered', field, options: is.map(({ label }) => label) });
  return found;
}

const keyed = (options: Option[]) => options.map(({ value }) => ({ key: value }));

/** Keys of the pages that are not, for whoever fills them in, what they were: other fields, other rules, another text. */
export function changedPages(before: PageShape[], after: PageShape[]): string[] {
  const bare = ({ key, title, description, fields }: PageShape) => ({ key, title, description, fields });
  const same = (page: PageShape) => {
    const now = after.find(({ key }) => key === page.key);
    return now !== undefined && isDeepStrictEqual(bare(now), bare(page));
  };
  return before.filter((page) => !same(page)).map(({ key }) => key);
}
