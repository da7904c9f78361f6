import { notBlank, phone, webAddress } from '../../../src/domain/schemas.js';
import type { Texts } from '../texts/texts.js';

type Say = Texts['complaints'];

/** What to tell when a keyword of a field's schema does not hold: the server's words, in a language. */
export function sentence(keyword: string, limit: unknown, say: Say): string {
  return sentences[keyword]?.(say, limit as never) ?? say.invalid;
}

const sentences: Record<string, (say: Say, limit: never) => string> = {
  required: (say) => say.required,
  type: (say, type: string) => say.type(say.types[type] ?? type),
  minLength: (say, limit: number) => (limit === 1 ? say.required : say.minLength(limit)),
  maxLength: (say, limit: number) => say.maxLength(limit),
  pattern: patterned,
  format: (say, name: string) => say.formats[name] ?? say.form,
  const: (say) => say.tick,
  oneOf: (say) => say.options,
  uniqueItems: (say) => say.once,
  minItems: (say, limit: number) => (limit === 1 ? say.required : say.minItems(limit)),
  maxItems: (say, limit: number) => say.maxItems(limit),
  minimum: (say, limit: number) => say.minimum(limit),
  maximum: (say, limit: number) => say.maximum(limit),
  'x-min': (say, day: string) => say.earliest(day),
  'x-max': (say, day: string) => say.latest(day),
};

function patterned(say: Say, pattern: string): string {
  if (pattern === notBlank) return say.required;
  if (pattern === webAddress) return say.formats.uri ?? say.form;
  return pattern === phone ? say.phone : say.form;
}
