import { z } from 'zod';
import type { FieldTexts, FlowTexts, PageTexts, Translations } from '../db/types.js';
import { isLanguage, mostLanguages, written } from './languages.js';
import { line, lines } from './text.js';

/** Texts rest when their language is taken off a flow, and the library serves flows of many languages. */
const mostKept = 2 * mostLanguages;

/** What is said of a tag that is none, or not in its one spelling. */
export const noLanguage = 'This must be the tag of a language, such as de or pt-BR.';
export const language = z
  .string()
  .max(35, 'This must have at most 35 characters.')
  .regex(written, noLanguage)
  .refine(isLanguage, { error: noLanguage, params: { rule: 'language' } });

export const Languages = z
  .array(language)
  .max(mostLanguages, `A flow can be offered in at most ${mostLanguages} other languages.`)
  .refine((tags) => new Set(tags).size === tags.length, {
    error: 'A language can stand here only once.',
    params: { rule: 'unique' },
  });

/** A record by names that people choose; of itself it would leave this one out without a word. */
const byName = <S extends z.ZodType>(schema: S) =>
  z
    .custom<z.input<S>>((given) => !Object.hasOwn(Object(given), '__proto__'), {
      error: 'Nothing can be said of __proto__.',
      params: { rule: 'invalid' },
    })
    .meta(shapeOf(schema))
    .pipe(schema as z.ZodType<z.output<S>, z.input<S>>);

function shapeOf(schema: z.ZodType) {
  const { $schema, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return shape as Record<string, unknown>;
}

const optionTexts = byName(z.record(line(100), line(200))).refine((texts) => Object.keys(texts).length <= 1000, {
  error: 'There are at most 1000 texts of options.',
  params: { rule: 'max' },
});

const said = {
  flow: { title: line(200).nullish() },
  page: { title: line(200).nullish(), description: lines(2000).nullish() },
  field: { label: line(200).nullish(), help: lines(1000).nullish(), options: optionTexts.nullish() },
};
/** Which texts there are, in the order in which they are told. */
export const named = {
  flow: ['title'],
  page: ['title', 'description'],
  field: ['label', 'help', 'options'],
} as const;

const byLanguage = <T>(shape: z.ZodRawShape) =>
  byName(z.record(language, z.strictObject(shape)))
    .refine((all) => Object.keys(all).length <= mostKept, {
      error: `There can be texts in at most ${mostKept} languages.`,
      params: { rule: 'max' },
    })
    .transform((all) => tidy<T>(all as Record<string, object>, Object.keys(shape)));

export const FlowTranslations = byLanguage<FlowTexts>(said.flow);
export const PageTranslations = byLanguage<PageTexts>(said.page);
export const FieldTranslations = byLanguage<FieldTexts>(said.field);

/** The one form in which translations are kept and told: nothing empty, always in the same order. */
export function tidy<T>(all: Record<string, object>, names: readonly string[]): Translations<T> {
  const tags = Object.keys(all).sort();
  const texts = tags.map((tag) => [tag, present(all[tag] as Record<string, unknown>, names)] as const);
  return Object.fromEntries(texts.filter(([, some]) => Object.keys(some).length)) as Translations<T>;
}

function present(texts: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const given = names.flatMap((name): [string, unknown][] => {
    const text = texts[name];
    if (text === null || text === undefined || text === '') return [];
    if (typeof text !== 'object') return [[name, text]];
    const options = Object.entries(text).sort(([one], [other]) => (one < other ? -1 : 1));
    return options.length ? [[name, Object.fromEntries(options)]] : [];
  });
  return Object.fromEntries(given);
}

/** Translations as properties of their own, `label@de`: what one editor writes in German is no change of another's French. */
export const flattened = (all: Translations<object>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([tag, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${name}@${tag}`, text] as const),
    ),
  );

/** The other way: properties without translations, and these as they are kept. */
export function gathered(values: Record<string, unknown>): Record<string, unknown> & {
  translations: Record<string, Record<string, unknown>>;
} {
  const plain: Record<string, unknown> = {};
  // Without a prototype, so that every tag is only a name.
  const translations: Record<string, Record<string, unknown>> = Object.create(null);
  for (const [key, value] of Object.entries(values)) {
    const at = key.indexOf('@');
    const tag = key.slice(at + 1);
    if (at < 0) plain[key] = value;
    else translations[tag] = { ...translations[tag], [key.slice(0, at)]: value };
  }
  return { ...plain, translations };
}

/** What was checked, as a row takes it: JSON goes out as text. */
export const toColumns = <P extends { translations?: object }>({ translations, ...columns }: P) => ({
  ...columns,
  ...(translations === undefined ? {} : { translations: JSON.stringify(translations) }),
});

/** An object whose translations stand beside its other keys, as `title@de`; null takes one away. */
export const withTexts = (plain: z.ZodObject, translations: z.ZodType<Translations<object>>) =>
  z.record(z.string(), z.unknown()).transform((given, context) => {
    const result = plain.extend({ translations }).safeParse(gathered(given), { reportInput: true });
    if (!result.success) {
      context.issues.push(...(result.error.issues as typeof context.issues));
      return z.NEVER;
    }
    const { translations: said, ...rest } = result.data as Record<string, unknown> & {
      translations: Translations<object>;
    };
    const texts = flattened(said);
    const asked = Object.keys(given).filter((key) => key.includes('@'));
    return { ...rest, ...Object.fromEntries(asked.map((key) => [key, texts[key] ?? null])) };
  });
