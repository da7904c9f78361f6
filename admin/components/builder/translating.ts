import { fallbacks } from '../../../src/domain/languages.js';
import type { Layout, Values } from '../../../src/domain/layouts.js';
import { languageNames } from '../../locales/language-names.js';
import { words } from '../shared/words.js';

/** What a language is called in the back office's own. */
export const nameOf = languageNames(words.language);

export const languagesOf = ({ flow }: Layout): string[] => (flow.languages as string[] | undefined) ?? [];

/** A text that may be translated: where it stands, and what the main language says. */
export interface Main {
  /** `title`, `help`, `options.<value>` … */
  name: string;
  main: unknown;
}

/** What is said in a language, whatever it falls back on. */
export function saidIn(values: Values, name: string, tag: string): string {
  const [column = '', ...rest] = name.split('.');
  const said = values[`${column}@${tag}`];
  if (!rest.length) return String(said ?? '');
  const options = (said ?? {}) as Record<string, string>;
  const value = rest.join('.');
  return Object.hasOwn(options, value) ? String(options[value]) : '';
}

/** How many of these texts are said neither in a language nor in one of the flow's that it falls back on. */
export function lackingIn(layout: Layout, values: Values, texts: Main[], tag: string): number {
  const chain = fallbacks(tag).filter((one) => one === tag || languagesOf(layout).includes(one));
  const asked = texts.filter(({ main }) => main !== null && main !== undefined && main !== '');
  return asked.filter(({ name }) => !chain.some((one) => saidIn(values, name, one))).length;
}

/** Those that are offered to choose from; any other one is given by its tag. */
export const common = [
  ...[
    'ar',
    'bg',
    'cs',
    'da',
    'de',
    'de-AT',
    'de-CH',
    'el',
    'en',
    'en-GB',
    'es',
    'es-MX',
    'et',
    'fa',
    'fi',
    'fr',
    'fr-CA',
  ],
  ...[
    'he',
    'hi',
    'hr',
    'hu',
    'id',
    'it',
    'ja',
    'ko',
    'lt',
    'lv',
    'nb',
    'nl',
    'pl',
    'pt',
    'pt-BR',
    'ro',
    'ru',
    'sk',
    'sl',
  ],
  ...['sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant'],
];
