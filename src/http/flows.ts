import { z } from 'zod';
import * as flowStore from '../db/flows.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/versions.js';
import type { Actor } from '../domain/actors.js';
import { fieldType, option } from '../domain/fields.js';
import * as flows from '../domain/flows.js';
import { fieldKey, pageKey, slug } from '../domain/text.js';
import * as versions from '../domain/versions.js';
import { toDocument } from '../domain/versions.js';
import { errors } from '../errors.js';
import { deliver, documentOf } from './delivery.js';
import { route } from './route.js';
import { NoBody, timestampOrNull } from './schemas.js';

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

const FlowState = z
  .object({ slug, title: z.string(), version: z.int().nullable(), archived_at: timestampOrNull })
  .meta({ id: 'FlowState' });

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
  fails: ['CONFLICT'],
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
  fails: ['CONFLICT'],
  run: async ({ db, actor, params, body }) => {
    const { id } = await versions.rollBack(db, actor, await flowId(db, params.slug), body);
    return made(db, id);
  },
});

const setArchived = (verb: string, change: typeof flows.archive, summary: string) =>
  route({
    method: 'post',
    path: `/flows/:slug/${verb}`,
    tag: 'Flows',
    summary,
    allow: 'flows.write',
    params: BySlug,
    body: NoBody,
    returns: FlowState,
    run: ({ db, actor, params }) => stateAfter(db, actor, { ...params, change }),
  });

async function stateAfter(db: Db, actor: Actor, asked: { slug: string; change: typeof flows.archive }) {
  const { id, title, archived_at } = await asked.change(db, actor, await flowId(db, asked.slug));
  return { data: { slug: asked.slug, title, archived_at, version: (await store.lastNumber(db, id)) || null } };
}

export const archive = setArchived(
  'archive',
  flows.archive,
  'Take a flow out of what clients see; who is in the middle of it goes on',
);
export const unarchive = setArchived('unarchive', flows.unarchive, 'Let clients see an archived flow again');
