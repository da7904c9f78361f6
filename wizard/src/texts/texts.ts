import { lookup } from '../../../src/domain/languages.js';
import { de } from './de.js';
import { en } from './en.js';

/** Every word the wizard itself says. Another language is another file of this shape, listed here. */
export type Texts = typeof en;

const spoken: Record<string, Texts> = { en, de };
/** The languages the wizard speaks, by their tags. */
export const languages = Object.keys(spoken);

const copyOf = <T extends object>(texts: T): T =>
  Object.fromEntries(
    Object.entries(texts).map(([name, part]) => [name, part?.constructor === Object ? { ...part } : part]),
  ) as T;

/** The words of the language spoken now. Its sections are filled in place: whoever holds one says the same in the next language. */
export const texts: Texts = copyOf(en);

/** Says everything in another language from the next drawing on: the closest to the tag, else English. */
export function speak(tag: string): void {
  const words = copyOf(spoken[lookup(tag, languages) ?? 'en'] ?? en);
  for (const [name, part] of Object.entries(words)) {
    const section = texts[name as keyof Texts];
    if (typeof part === 'object') Object.assign(section, part);
    else Object.assign(texts, { [name]: part });
  }
}
