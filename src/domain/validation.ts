import type { z } from 'zod';
import { type Detail, errors } from '../errors.js';

/** Checks input against a schema; throws VALIDATION_ERROR with one detail a field, in plain words. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw errors.validation(detailsOf(result.error.issues, input));
}

/** One detail a field: the first complaint is the one to mend first. */
export function detailsOf(issues: z.core.$ZodIssue[], input?: unknown): Detail[] {
  const details = new Map<string, Detail>();
  const explained = issues.flatMap((issue) => explain({ ...issue, path: named(issue.path, input) }));
  for (const detail of explained) if (!details.has(detail.field)) details.set(detail.field, detail);
  return [...details.values()];
}

/** A path of keys: what stands in a list and has a key of its own goes by that, not by its number. */
function named(path: PropertyKey[], input: unknown): PropertyKey[] {
  let at = input;
  return path.map((step) => {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
    const key = typeof step === 'number' ? (at as { key?: unknown } | undefined)?.key : undefined;
    return typeof key === 'string' && /^[\w-]{1,63}$/.test(key) ? key : step;
  });
}

function explain(issue: z.core.$ZodIssue): Detail[] {
  const at = issue.path.map(String).join('.') || 'body';
  if (issue.code === 'unrecognized_keys') {
    const parent = issue.path.map((step) => `${String(step)}.`).join('');
    return issue.keys.map((key) => ({ field: parent + key, error: 'This is not a known key.', rule: 'unknown' }));
  }
  return [{ field: at, error: sentence(issue), rule: ruleOf(issue) }];
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'This is required.' : `This must be ${kinds[issue.expected] ?? issue.expected}.`;
  }
  if (issue.code === 'invalid_value') return `This must be one of: ${issue.values.join(', ')}.`;
  if (issue.code === 'too_big') return isOwn(issue) ? issue.message : atMost(issue);
  if (issue.code === 'too_small') return isOwn(issue) ? issue.message : atLeast(issue);
  return issue.message;
}

/** Whether a schema says itself what is wrong with a size. */
const isOwn = ({ message }: z.core.$ZodIssue) => !/^Too (big|small):/.test(message);

function atMost({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `This must have at most ${maximum} characters.`;
  return origin === 'array' ? `This must have at most ${maximum} entries.` : `This must be at most ${maximum}.`;
}

function atLeast({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return `This must have at least ${minimum} characters.`;
  return origin === 'array' ? `This must have at least ${minimum} entries.` : `This must be at least ${minimum}.`;
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'type';
  if (issue.code === 'custom') return String(issue.params?.rule ?? 'invalid');
  return issue.code;
}
