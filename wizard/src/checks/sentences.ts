import { notBlank, phone, webAddress } from '../../../src/domain/schemas.js';
import { texts } from '../texts/texts.js';

const say = texts.complaints;

/** What to tell when a keyword of a field's schema does not hold, in the server's words. */
export function sentence(keyword: string, limit: unknown): string {
  return sentences[keyword]?.(limit as never) ?? say.invalid;
}

const sentences: Record<string, (limit: never) => string> = {
  required: () => say.required,
  type: (type: string) => say.type(say.types[type] ?? type),
  minLength: (limit: number) => (limit === 1 ? say.required : say.minLength(limit)),
  maxLength: (limit: number) => say.maxLength(limit),
  pattern: patterned,
  format: (name: string) => say.formats[name] ?? say.form,
  const: () => say.tick,
  oneOf: () => say.options,
  uniqueItems: () => say.once,
  minItems: (limit: number) => (limit === 1 ? say.required : say.minItems(limit)),
  maxItems: (limit: number) => say.maxItems(limit),
  minimum: (limit: number) => say.minimum(limit),
  maximum: (limit: number) => say.maximum(limit),
  'x-min': (day: string) => say.earliest(day),
  'x-max': (day: string) => say.latest(day),
};

function patterned(pattern: string): string {
  if (pattern === notBlank) return say.required;
  if (pattern === webAddress) return say.formats.uri ?? say.form;
  return pattern === phone ? say.phone : say.form;
}
