import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Detail } from '../errors.js';
import { emailPattern, isClean } from './characters.js';
import { resolve } from './dates.js';
import { compile } from './patterns.js';
import { type FieldDocument, type JsonSchema, notBlank, phone, webAddress } from './schemas.js';

interface Clock {
  /** `YYYY-MM-DD`. */
  today: string;
}

const linear = Object.assign((pattern: string) => compile(pattern), { code: 'linear' });

const ajv = new Ajv2020({
  allErrors: true,
  // A field may be called `constructor`: only what the answer itself holds counts.
  ownProperties: true,
  // Relative dates need to know the day of the request.
  passContext: true,
  verbose: true,
  addUsedSchema: false,
  strictTypes: false,
  code: { regExp: linear },
});
(formats as unknown as (to: Ajv2020, use: string[]) => void)(ajv, ['date', 'uri']);
ajv.addFormat('email', emailPattern);
ajv.addKeyword({ keyword: 'x-min', type: 'string', validate: later });
ajv.addKeyword({ keyword: 'x-max', type: 'string', validate: earlier });

function later(this: Clock, bound: string, value: string): boolean {
  return value >= resolve(bound, this.today);
}
function earlier(this: Clock, bound: string, value: string): boolean {
  return value <= resolve(bound, this.today);
}

/** Complaints about a page's answers on a day; none when they are valid. */
export type Check = (answers: Record<string, unknown>, today: string) => Detail[];

/** Compiles a page once; the check is then pure and takes time linear in the answers. */
export function compilePage(fields: FieldDocument[], schema: JsonSchema): Check {
  const validate = ajv.compile(schema);
  // Ajv keeps what it has compiled for ever; drafts are compiled too, each time somebody looks at them.
  ajv.removeSchema(schema);
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return (answers, today) =>
    [
      ...new Map(
        [...unclean(answers, byKey), ...broken(validate, answers, today)].reverse().map((d) => [d.field, d]),
      ).values(),
    ].reverse();
}

function broken(validate: ValidateFunction, answers: object, today: string): Detail[] {
  if (validate.call({ today }, answers)) return [];
  // What failed inside a choice is told by the choice itself.
  const told = (validate.errors ?? []).filter(({ schemaPath }) => !schemaPath.includes('/oneOf/'));
  return told.map((error) => explain(error, today));
}

function* unclean(answers: Record<string, unknown>, fields: Map<string, FieldDocument>): Generator<Detail> {
  for (const [key, answer] of Object.entries(answers)) {
    const texts = typeof answer === 'object' && answer !== null ? Object.values(answer) : [answer];
    const lines = fields.get(key)?.type === 'textarea';
    if (texts.every((text) => typeof text !== 'string' || isClean(text, lines))) continue;
    yield { field: key, error: 'This contains characters that cannot be stored.', rule: 'characters' };
  }
}

function explain(error: ErrorObject, today: string): Detail {
  const path = error.instancePath.split('/').slice(1);
  // Positions in a list are of no use to a reader: the field is what he sees.
  const at = path.filter((step) => !/^\d+$/.test(step)).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (error.keyword === 'required') at.push(String(error.params.missingProperty));
  if (error.keyword === 'additionalProperties') at.push(String(error.params.additionalProperty));
  const [rule, text] = sentence(error, today);
  return { field: at.join('.') || 'answers', error: text, rule };
}

const required: [string, string] = ['required', 'This is required.'];
const types: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list of choices',
  object: 'an address with street, city, state and zip',
};
const webAddressText = 'This must be a web address, such as https://example.com.';
const formatTexts: Record<string, string> = {
  email: 'This must be an email address, such as name@example.com.',
  uri: webAddressText,
  date: 'This must be a date, written as YYYY-MM-DD.',
};

function sentence({ keyword, params, schema }: ErrorObject, today: string): [rule: string, error: string] {
  switch (keyword) {
    case 'required':
      return required;
    case 'additionalProperties':
      return ['unknown', 'This page has no such field.'];
    case 'type':
      return ['type', `This must be ${types[params.type] ?? params.type}.`];
    case 'minLength':
      return params.limit === 1 ? required : ['min_length', `This must have at least ${params.limit} characters.`];
    case 'maxLength':
      return ['max_length', `This must have at most ${params.limit} characters.`];
    case 'pattern':
      return patterned(params.pattern);
    case 'format':
      return ['format', formatTexts[params.format] ?? 'This does not have the expected form.'];
    case 'const':
      return ['required', 'Please tick this box.'];
    case 'oneOf':
      return ['options', 'Please choose one of the options.'];
    case 'uniqueItems':
      return ['options', 'Each option can be chosen once.'];
    case 'minItems':
      return params.limit === 1 ? required : ['min', `Please choose at least ${params.limit}.`];
    case 'maxItems':
      return ['max', `Please choose at most ${params.limit}.`];
    default:
      return bounds(keyword, schema, today);
  }
}

function patterned(pattern: string): [rule: string, error: string] {
  if (pattern === notBlank) return required;
  if (pattern === webAddress) return ['format', webAddressText];
  if (pattern === phone) return ['format', 'This must be a phone number, such as +49 30 123456.'];
  return ['pattern', 'This does not have the expected form.'];
}

function bounds(keyword: string, limit: unknown, today: string): [rule: string, error: string] {
  if (keyword === 'minimum') return ['min', `This must be at least ${limit}.`];
  if (keyword === 'maximum') return ['max', `This must be at most ${limit}.`];
  const day = resolve(String(limit), today);
  if (keyword === 'x-min') return ['min', `This must be ${day} or later.`];
  if (keyword === 'x-max') return ['max', `This must be ${day} or earlier.`];
  return ['invalid', 'This is not valid.'];
}
