import { chainOf, textsOf } from './localising.js';
import type { Content } from './versions.js';

/** How much a language lacks: so many texts of the main one are said neither in it nor in one it falls back on. */
export interface Gap {
  language: string;
  missing: number;
  /** How many texts there are. */
  of: number;
}

/** How complete each of the further languages is. */
export function gapsOf(content: Content): Gap[] {
  const all = textsOf(content);
  return content.languages.map((language) => {
    const chain = chainOf(content, language).map((tag) => content.translations[tag]);
    const missing = all.filter(({ saidBy }) => !chain.some((texts) => texts && saidBy(texts) !== undefined));
    return { language, missing: missing.length, of: all.length };
  });
}
