import type { DraftPage } from '../db/pages.js';
import type { FieldTexts, Flow, VersionTexts } from '../db/types.js';
import { fallbacks, lookup } from './languages.js';
import type { FieldDocument, JsonSchema } from './schemas.js';
import type { PageDocument, VersionDocument } from './versions.js';

/** A version's main language, those it is offered in beside it, and by these what it says in them. */
export interface Spoken {
  language: string;
  languages: string[];
  translations: Record<string, VersionTexts>;
}

/** By the name of a text the language it is in, where that is not the one given: `help`, `options.daily`. */
type Langs = { langs?: Record<string, string> };
export type LocalField = FieldDocument & Langs;
export type LocalPage = Omit<PageDocument, 'fields'> & Langs & { fields: LocalField[] };
export type LocalDocument = Omit<VersionDocument, 'pages'> &
  Langs & { locale: string; locales: string[]; pages: LocalPage[] };

/** What is published of a draft's translations: the flow's languages, and texts that the main language has too. */
export function spokenBy({ language, languages, translations }: Flow, draft: DraftPage[]): Spoken {
  const textsIn = (tag: string): VersionTexts => ({
    ...translations[tag],
    pages: byKey(draft, (page) => kept(page.translations[tag], page)),
    fields: byKey(
      draft.flatMap(({ fields }) => fields),
      (field) => textsOfField(field, tag),
    ),
  });
  return { language, languages, translations: Object.fromEntries(languages.map((tag) => [tag, textsIn(tag)])) };
}

function byKey<I extends { key: string }, T extends object>(items: I[], textsOf: (item: I) => T): Record<string, T> {
  const all = items.map((item) => [item.key, textsOf(item)] as const);
  return Object.fromEntries(all.filter(([, texts]) => Object.keys(texts).length));
}

function kept<T extends object>(texts: T | undefined, main: object): Partial<T> {
  const said = Object.entries(texts ?? {}).filter(([name]) => (main as Record<string, unknown>)[name]);
  return Object.fromEntries(said) as Partial<T>;
}

function textsOfField(field: DraftPage['fields'][number], tag: string): FieldTexts {
  const { options, ...texts } = kept(field.translations[tag], field);
  const offered = field.options.flatMap(({ value }) =>
    options && Object.hasOwn(options, value) ? [[value, String(options[value])] as const] : [],
  );
  return { ...texts, ...(offered.length ? { options: Object.fromEntries(offered) } : {}) };
}

/** The language given to whoever asks for one by a canonical tag: the closest on offer, else the main one. */
export const localeFor = ({ language, languages }: Pick<Spoken, 'language' | 'languages'>, asked: string): string =>
  lookup(asked, [language, ...languages]) ?? language;

/** Which languages a text is looked for in, the closest first; the main one, which has them all, comes after these. */
export const chainOf = ({ language, languages }: Pick<Spoken, 'language' | 'languages'>, locale: string): string[] =>
  locale === language ? [] : fallbacks(locale).filter((tag) => languages.includes(tag));

/** A version in one of its languages, text by text in the closest that has it; `locale` must be one that `localeFor` gave. */
export function localised(document: VersionDocument, spoken: Spoken, locale: string): LocalDocument {
  const chain = chainOf(spoken, locale);
  const pick = (main: Said, said: (texts: VersionTexts) => Said | undefined) =>
    picked(
      main,
      { locale, main: spoken.language, chain: chain.map((tag) => [tag, spoken.translations[tag]] as const) },
      said,
    );
  const { slug, version, published_at } = document;
  const { texts, ...langs } = pick({ title: document.title }, ofFlow);
  return {
    ...{ slug, version, title: String(texts.title), published_at },
    ...{ locale, locales: [spoken.language, ...spoken.languages], ...langs },
    pages: document.pages.map((page) => localPage(page, locale, pick)),
  };
}

/** A text of the main language, and how to find it in another. */
export interface Told {
  /** The same for the same thing in another version: a path of keys. */
  key: string;
  at: { page?: string; field?: string };
  /** `title`, `label`, `options.<value>` … */
  name: string;
  text: string;
  saidBy(texts: VersionTexts): string | undefined;
}

/** Every text of a version, in the order in which it is read. */
export function textsOf({ title, pages }: { title: string; pages: Omit<PageDocument, 'schema'>[] }): Told[] {
  const told = (where: Pick<Told, 'key' | 'at'>, main: Said, said: (texts: VersionTexts) => Said) =>
    Object.entries(main).map(
      ([name, text]): Told => ({ ...where, name, text: String(text), saidBy: (texts) => own(said(texts), name) }),
    );
  return [
    ...told({ key: '', at: {} }, { title }, ofFlow),
    ...pages.flatMap((page) => [
      ...told({ key: `pages.${page.key}`, at: { page: page.title } }, mainOfPage(page), ofPage(page.key)),
      ...page.fields.flatMap((field) => {
        const where = { key: `fields.${field.key}`, at: { page: page.title, field: field.label } };
        return told(where, mainOfField(field), ofField(field.key));
      }),
    ]),
  ];
}

const mainOfPage = ({ title, description }: Pick<PageDocument, 'title' | 'description'>) =>
  present({ title, description });
const mainOfField = ({ label, help, options }: FieldDocument) => ({
  ...present({ label, help }),
  ...byValue((options ?? []).map((option) => [option.value, option.label])),
});
const ofFlow = ({ title }: VersionTexts): Said => ({ title });
const ofPage =
  (key: string) =>
  ({ pages }: VersionTexts): Said => ({ ...own(pages, key) });
const ofField =
  (key: string) =>
  ({ fields }: VersionTexts): Said => {
    const { options, ...texts } = own(fields, key) ?? {};
    return { ...texts, ...byValue(Object.entries(options ?? {})) };
  };
const byValue = (labels: (readonly [value: string, label: string])[]): Said =>
  Object.fromEntries(labels.map(([value, label]) => [`options.${value}`, label]));

/** Texts by name, `options.<value>` for each option's. */
type Said = Record<string, string | undefined>;
type Choose = (main: Said, said: (texts: VersionTexts) => Said | undefined) => { texts: Said } & Langs;
interface Way {
  locale: string;
  main: string;
  chain: (readonly [tag: string, texts: VersionTexts | undefined])[];
}

function picked(main: Said, { locale, main: mainTag, chain }: Way, said: (texts: VersionTexts) => Said | undefined) {
  const texts: Said = {};
  const langs: Record<string, string> = {};
  for (const [name, text] of Object.entries(main)) {
    const found = chain.find(([, all]) => all && own(said(all), name) !== undefined);
    texts[name] = found?.[1] ? own(said(found[1]), name) : text;
    const tag = found?.[0] ?? mainTag;
    if (tag !== locale && text !== undefined) langs[name] = tag;
  }
  return { texts, ...(Object.keys(langs).length ? { langs } : {}) };
}

const own = <T>(from: Record<string, T> | undefined, key: string): T | undefined =>
  from && Object.hasOwn(from, key) ? from[key] : undefined;

function localPage(page: PageDocument, locale: string, pick: Choose): LocalPage {
  const { texts, ...langs } = pick(mainOfPage(page), ofPage(page.key));
  const fields = page.fields.map((field) => localField(field, pick));
  return { ...page, ...texts, ...langs, fields, schema: localSchema(page.schema, fields, locale) };
}

function localField(field: FieldDocument, pick: Choose): LocalField {
  const { texts, ...langs } = pick(mainOfField(field), ofField(field.key));
  const spoken = field.options?.map(({ value, label: text }) => ({ value, label: texts[`options.${value}`] ?? text }));
  return {
    ...field,
    ...present({ label: texts.label, help: texts.help }),
    ...(spoken ? { options: spoken } : {}),
    ...langs,
  } as LocalField;
}

/** The stored schema with other titles: what it demands stays to the letter what is checked. */
function localSchema(schema: JsonSchema, fields: LocalField[], locale: string): JsonSchema {
  const properties = schema.properties as Record<string, JsonSchema>;
  const entries = fields.map((field) => [field.key, titled(own(properties, field.key) ?? {}, field, locale)] as const);
  return { ...schema, properties: Object.fromEntries(entries) };
}

function titled(property: JsonSchema, { type, label, help, options = [] }: LocalField, locale: string): JsonSchema {
  const named = { ...property, title: label, ...(help === undefined ? {} : { description: help }) };
  const oneOf = options.map(({ value, label: title }) => ({ const: value, title }));
  if (type === 'select') return { ...named, oneOf };
  if (type === 'multi_select') return { ...named, items: { ...(property.items as JsonSchema), oneOf } };
  return type === 'address' ? withParts(named, locale) : named;
}

/** The parts of an address are ours to name, not an editor's. */
const partsOf: Record<string, Record<string, string>> = {
  de: { street: 'Straße', city: 'Ort', state: 'Bundesland', zip: 'PLZ' },
};

function withParts(property: JsonSchema, locale: string): JsonSchema {
  const names = own(partsOf, lookup(locale, Object.keys(partsOf)) ?? '');
  if (!names) return property;
  const parts = Object.entries((property as { properties?: Record<string, JsonSchema> }).properties ?? {});
  const named = parts.map(([key, part]) => [key, { ...part, title: names[key] ?? part.title }] as const);
  return { ...property, properties: Object.fromEntries(named) };
}

const present = (texts: Said): Said =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
