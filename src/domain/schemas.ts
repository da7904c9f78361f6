import type { FieldType, Option } from '../db/types.js';

/** A field as it stands on a page of a version. */
export interface FieldDocument {
  key: string;
  type: FieldType;
  label: string;
  help?: string;
  required: boolean;
  min_length?: number;
  max_length?: number;
  pattern?: string;
  min?: number | string;
  max?: number | string;
  options?: Option[];
}

export type JsonSchema = Record<string, unknown>;

/** At least one character that is not white space; spelled out, since RE2's `\s` knows only ASCII. */
export const notBlank = '[^\\s\\p{Z}]';
/** Six to fifteen digits (ITU-T E.164), with what people write between them. */
export const phone = '^\\+?(?:[ ()./-]*[0-9]){6,15}[ )]*$';
export const webAddress = '^[hH][tT][tT][pP][sS]?://[^/?#\\s]';

/** What a page's answers must be, in JSON Schema 2020-12, its properties in the order of the fields. */
export function pageSchema(fields: FieldDocument[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.key, fieldSchema(field)])),
    required: fields.filter((field) => field.required).map((field) => field.key),
    additionalProperties: false,
  };
}

function fieldSchema(field: FieldDocument): JsonSchema {
  return {
    title: field.label,
    ...(field.help === undefined ? {} : { description: field.help }),
    ...compilers[field.type](field),
  };
}

/** Code points that an answer of these types has at most, whatever the field's own rules say. */
export const longestOf: Partial<Record<FieldType, number>> = { email: 254, url: 2000 };

const compilers: Record<FieldType, (field: FieldDocument) => JsonSchema> = {
  text: (field) => string(field),
  textarea: (field) => string(field),
  email: (field) => string(field, { format: 'email', maxLength: longestOf.email }),
  phone: (field) => string(field, {}, [phone]),
  url: (field) => string(field, { format: 'uri', maxLength: longestOf.url }, [webAddress]),
  number: ({ min, max }) => present({ type: 'number', minimum: min, maximum: max }),
  // JSON Schema cannot compare dates, and a relative one is another every day: both bounds are annotations.
  date: ({ min, max }) => present({ type: 'string', format: 'date', 'x-min': min, 'x-max': max }),
  select: ({ options = [] }) => ({ type: 'string', oneOf: choices(options) }),
  multi_select: ({ options = [], min, max, required }) =>
    present({
      type: 'array',
      items: { type: 'string', oneOf: choices(options) },
      uniqueItems: true,
      minItems: required ? Math.max(1, Number(min ?? 1)) : min,
      maxItems: max,
    }),
  // A box that must be ticked is one that only `true` satisfies.
  checkbox: ({ required }) => ({ type: 'boolean', ...(required ? { const: true } : {}) }),
  address: () => address,
};

function string(field: FieldDocument, base: JsonSchema = {}, patterns: string[] = []): JsonSchema {
  const all = [...(field.required ? [notBlank] : []), ...patterns, ...(field.pattern ? [field.pattern] : [])];
  const limit = Math.min(field.max_length ?? Infinity, Number(base.maxLength ?? Infinity));
  return present({
    type: 'string',
    ...base,
    minLength: field.required ? Math.max(1, field.min_length ?? 1) : field.min_length,
    maxLength: Number.isFinite(limit) ? limit : undefined,
    pattern: all.length === 1 ? all[0] : undefined,
    allOf: all.length > 1 ? all.map((pattern) => ({ pattern })) : undefined,
  });
}

const choices = (options: Option[]) => options.map(({ value, label }) => ({ const: value, title: label }));

const addressLine = (title: string, maxLength: number) => ({
  title,
  type: 'string',
  minLength: 1,
  maxLength,
  pattern: notBlank,
});

const address: JsonSchema = {
  type: 'object',
  properties: {
    street: addressLine('Street', 200),
    city: addressLine('City', 100),
    state: addressLine('State', 100),
    zip: addressLine('ZIP', 20),
  },
  required: ['street', 'city', 'state', 'zip'],
  additionalProperties: false,
};

const present = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
