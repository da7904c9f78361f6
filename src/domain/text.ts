import { z } from 'zod';
import { emailPattern, isClean, lengthOf } from './characters.js';

const dirty = 'This contains characters that cannot be stored.';
// Counted as it was sent, as the API's document counts it.
const tooLong = (max: number) => ({
  error: `This must have at most ${max} characters.`,
  params: { rule: 'max_length' },
});

/** One line of text, trimmed, of `min` to `max` characters. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .refine((value) => lengthOf(value) <= max, tooLong(max))
    .trim()
    .refine((value) => isClean(value), { error: dirty, params: { rule: 'characters' } })
    .refine((value) => lengthOf(value) >= min, { error: 'This is required.', params: { rule: 'required' } })
    .meta({ minLength: min, maxLength: max });

/** Text of several lines, of 1 to `max` characters. */
export const lines = (max: number) =>
  z
    .string()
    .refine((value) => lengthOf(value) <= max, tooLong(max))
    .trim()
    .refine((value) => isClean(value, true), { error: dirty, params: { rule: 'characters' } })
    .refine((value) => lengthOf(value) >= 1, { error: 'This is required.', params: { rule: 'required' } })
    .meta({ minLength: 1, maxLength: max });

/** Emails are compared after NFC and trimming; the column compares without case. */
export const email = z
  .string()
  .transform((value) => value.normalize('NFC').trim())
  .refine((value) => emailPattern.test(value) && lengthOf(value) <= 254, {
    error: 'This must be an email address, such as name@example.com.',
    params: { rule: 'email' },
  })
  .meta({ type: 'string', format: 'email', maxLength: 254 });

export const uuid = z.uuid('This must be an id.');

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and single hyphens, such as sign-up.')
  .max(63, 'This must have at most 63 characters.');

export const pageKey = z
  .string()
  .regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/, 'Use small letters, digits and single hyphens, such as about-you.')
  .max(63, 'This must have at most 63 characters.');

export const fieldKey = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'Start with a small letter, then small letters, digits and underscores, such as about_me.',
  )
  .max(63, 'This must have at most 63 characters.');
