import { z } from 'zod';
import * as flowStore from '../db/flows.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/versions.js';
import { fieldType, option } from '../domain/fields.js';
import { fieldKey, pageKey, slug } from '../domain/text.js';
import * as versions from '../domain/versions.js';
import { toDocument } from '../domain/versions.js';
import { errors } from '../errors.js';
import { deliver, documentOf } from './delivery.js';
import { route } from './route.js';

const BoundBody = z.union([z.number(), z.string()]);

export const FieldBody = z
  .object({
    key: fieldKey,
    type: fieldType,
    label: z.string(),
    help: z.string().optional(),
    required: z.boolean(),
    min_length: z.int().optional(),
    max_length: z.int().optional(),
    pattern: z.string().optional(),
    min: BoundBody.optional().describe('A number, a date, or a date relative to today such as `-18y`.'),
    max: BoundBody.optional(),
    options: z.array(option).optional(),
  })
  .meta({ id: 'Field' });

const PageBody = z
  .object({
    key: pageKey,
    title: z.string(),
    description: z.string().optional(),
    fields: z.array(FieldBody),
    schema: z
      .record(z.string(), z.unknown())
      .describe(
        'JSON Schema 2020-12 of the page’s answers. `x-min` and `x-max` bound dates, by a day or relative to today in UTC.',
      ),
  })
  .meta({ id: 'Page' });

const VersionBody = z
  .object({
    slug,
    version: z.int(),
    title: z.string(),
    published_at: z.iso.datetime(),
    pages: z.array(PageBody),
  })
  .meta({ id: 'Version' });

const FlowSummary = z.object({ slug, title: z.string(), version: z.int() }).meta({ id: 'FlowSummary' });

// A slug or a number that cannot exist is simply not found.
export const BySlug = z.object({ slug });
const ByNumber = BySlug.extend({
  n: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
});
const conditional = z.object({ 'If-None-Match': z.string().optional() });

export const list = route({
  method: 'get',
  path: '/flows',
  tag: 'Flows',
  summary: 'Published flows',
  allow: 'anyone',
  returns: z.array(FlowSummary),
  run: async ({ db }) => ({ data: await store.published(db) }),
});

export const read = route({
  method: 'get',
  path: '/flows/:slug',
  tag: 'Flows',
  summary: 'The published version, whole',
  allow: 'anyone',
  params: BySlug,
  headers: conditional,
  returns: VersionBody,
  statuses: [200, 304],
  run: async ({ db, params, request }) => {
    const current = await store.findCurrent(db, params.slug);
    if (!current) throw errors.notFound();
    return deliver(await documentOf(db, { id: current.id, slug: params.slug }), request, 'no-cache');
  },
});

export const readVersion = route({
  method: 'get',
  path: '/flows/:slug/versions/:n',
  tag: 'Flows',
  summary: 'One version, for ever',
  allow: 'anyone',
  params: ByNumber,
  headers: conditional,
  returns: VersionBody,
  statuses: [200, 304],
  run: async ({ db, params, request }) => {
    const version = await store.findByNumber(db, params.slug, params.n);
    if (!version) throw errors.notFound();
    return deliver(await documentOf(db, version), request, 'public, max-age=31536000, immutable');
  },
});

async function flowId(db: Db, slugOfFlow: string): Promise<string> {
  const flow = await flowStore.findBySlug(db, slugOfFlow);
  if (!flow) throw errors.notFound();
  return flow.id;
}

const made = async (db: Db, id: string) => {
  const stored = await store.find(db, id);
  return { data: stored && toDocument(stored), status: 201 };
};

export const publish = route({
  method: 'post',
  path: '/flows/:slug/publish',
  tag: 'Flows',
  summary: 'Make the draft the next version',
  allow: 'flows.publish',
  params: BySlug,
  body: versions.Publication.meta({ id: 'Publication' }),
  returns: VersionBody,
  statuses: [201],
  run: async ({ db, actor, params, body }) => {
    const { id } = await versions.publish(db, actor, await flowId(db, params.slug), body);
    return made(db, id);
  },
});

export const rollBack = route({
  method: 'post',
  path: '/flows/:slug/rollback',
  tag: 'Flows',
  summary: 'Make an earlier version live again, as a new one',
  allow: 'flows.publish',
  params: BySlug,
  body: versions.Rollback.meta({ id: 'Rollback' }),
  returns: VersionBody,
  statuses: [201],
  run: async ({ db, actor, params, body }) => {
    const { id } = await versions.rollBack(db, actor, await flowId(db, params.slug), body);
    return made(db, id);
  },
});
