import type { Detail, DomainError } from '../src/errors.js';
import type { Words } from './locales/en.js';

/**
 * A sentence of the domain's in the language of the answer; one that the language lacks stays English rather than unsaid.
 * The domain's sentences are its contract, so they are the names their translations go by, `{}` standing for what varies.
 */
export function told({ language, refusals }: Words, sentence: string): string {
  if (Object.hasOwn(refusals, sentence)) return refusals[sentence] as string;
  for (const [pattern, translation] of Object.entries(refusals)) {
    const values = pattern.includes('{}') && patternOf(pattern).exec(sentence)?.slice(1);
    if (values) return translation.replaceAll('{}', () => written(language, values.shift() ?? ''));
  }
  return sentence;
}

/** A day as the language writes it; anything else as it is. */
const written = (language: string, value: string) =>
  /^\d{4}-\d\d-\d\d$/.test(value)
    ? new Date(`${value}T00:00:00Z`).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
    : value;

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{}', '(.+)');
  const made = patterns.get(pattern) ?? new RegExp(`^${escaped}$`, 's');
  patterns.set(pattern, made);
  return made;
}

/** Complaints about single inputs, in the language of the answer. */
export const complaintsIn = <D extends Pick<Detail, 'error'>>(words: Words, details: D[]): D[] =>
  details.map((detail) => ({ ...detail, error: told(words, detail.error) }));

/** What the domain refuses, in the language of the answer. */
export const refusal = (words: Words, { code, message, details }: DomainError) => ({
  code,
  message: told(words, message),
  details: details && complaintsIn(words, details),
});
