import { en } from '../texts/en.js';
import { texts } from '../texts/texts.js';

type Complaints = typeof en.complaints;
type Words = Record<string, string | Record<string, string> | ((value: never) => string)>;

/** Stands for what a sentence is about while its pattern is made. */
const gap = '\u0000';
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const patternOf = (say: (value: never) => string) => new RegExp(`^${literal(say(gap as never)).replace(gap, '(.+)')}$`);

/** What the server says about an answer, in the language spoken here: it says it in the sentences of `en.ts`. */
export function told(sentence: string): string {
  const [from, to] = [en.complaints as Words, texts.complaints as Words];
  for (const [name, say] of Object.entries(from)) {
    const now = to[name];
    if (say === sentence) return now as string;
    if (typeof say === 'object') {
      const kind = Object.keys(say).find((key) => say[key] === sentence);
      if (kind) return (now as Record<string, string>)[kind] ?? texts.complaints.invalid;
    }
    const value = typeof say === 'function' && name !== 'type' ? patternOf(say).exec(sentence)?.[1] : undefined;
    if (value !== undefined) return (now as (value: string) => string)(value);
  }
  return ofType(sentence) ?? (texts.language === 'en' ? sentence : texts.complaints.invalid);
}

/** “This must be …” begins many a sentence; what it must be is one of a few. */
function ofType(sentence: string): string | undefined {
  const types: Complaints['types'] = en.complaints.types;
  const kind = Object.keys(types).find((key) => en.complaints.type(types[key] ?? '') === sentence);
  return kind && texts.complaints.type(texts.complaints.types[kind] ?? kind);
}
