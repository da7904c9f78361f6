import { z } from 'zod';
import { errorTable } from '../errors.js';

/** A time as it leaves: ISO 8601 in UTC. */
export const timestamp = z
  .date()
  .transform((date) => date.toISOString())
  .meta({ type: 'string', format: 'date-time' });

export const timestampOrNull = timestamp.nullable().meta({ type: ['string', 'null'], format: 'date-time' });

/** Nothing to say but that it worked. */
export const Nothing = z.null();

/** A body that a route does not need: absent or empty, and no unknown key either. */
export const NoBody = z.strictObject({});

export const ErrorBody = z
  .object({
    success: z.literal(false),
    error: z.object({
      code: z.enum(Object.keys(errorTable) as [keyof typeof errorTable]),
      message: z.string(),
      details: z.array(z.object({ field: z.string(), error: z.string() })).optional(),
    }),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: 'Error' });

/** The envelope of every success. */
export const envelope = (data: z.ZodType, meta: z.ZodType = z.record(z.string(), z.unknown()).optional()) =>
  z.object({
    success: z.literal(true),
    data,
    message: z.string().optional(),
    meta,
    timestamp: z.iso.datetime(),
  });
