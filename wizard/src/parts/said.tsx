import type { Field, Page, Version } from 'doorstep-client';
import { type ReactNode, useMemo } from 'react';
import { lookup } from '../../../src/domain/languages.js';
import { useLanguage } from '../state/languages.js';
import { texts } from '../texts/texts.js';

type Langs = Version['langs'];

/** What an editor wrote; where it is not in the language spoken here, it says in which (WCAG 3.1.2). */
export function Said({ of, name, children }: { of: { langs?: Langs }; name: string; children: ReactNode }) {
  const lang = of.langs?.[name];
  return lang ? <span lang={lang}>{children}</span> : children;
}

export const labelOf = (field: Field): ReactNode => (
  <Said of={field} name="label">
    {field.label}
  </Said>
);

/** Undefined where there is none: a control then has nothing to be described by. */
export const helpOf = (field: Field): ReactNode =>
  field.help && (
    <Said of={field} name="help">
      {field.help}
    </Said>
  );

/** The version with `langs` that name every text in another language than the one spoken now, and none that is in it. */
export function useMarked(version: Version): Version {
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is spoken follows from the language asked for.
  return useMemo(() => marked(version), [version, language]);
}

function marked(version: Version): Version {
  const { locale } = version;
  if (locale === undefined) return version;
  const langs = (own: Langs, names: string[]): Langs => {
    const all = names.map((name) => [name, own?.[name] ?? locale] as const);
    const foreign = all.filter(([, tag]) => lookup(tag, [texts.language]) === undefined);
    return foreign.length ? Object.fromEntries(foreign) : undefined;
  };
  return {
    ...version,
    langs: langs(version.langs, ['title']),
    pages: version.pages.map((page) => markedPage(page, langs)),
  };
}

const markedPage = (page: Page, langs: (own: Langs, names: string[]) => Langs): Page => ({
  ...page,
  langs: langs(page.langs, ['title', 'description']),
  fields: page.fields.map((field) => ({
    ...field,
    langs: langs(field.langs, ['label', 'help', ...(field.options ?? []).map(({ value }) => `options.${value}`)]),
  })),
});
