import { z } from 'zod';
import * as flowStore from '../db/flows.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/versions.js';
import type { Actor } from '../domain/actors.js';
import { fieldType, option } from '../domain/fields.js';
import * as flows from '../domain/flows.js';
import { canonical } from '../domain/languages.js';
import { chainOf, localeFor } from '../domain/localising.js';
import { fieldKey, pageKey, slug } from '../domain/text.js';
import { noLanguage } from '../domain/translations.js';
import * as versions from '../domain/versions.js';
import { toDocument } from '../domain/versions.js';
import { errors } from '../errors.js';
import { deliver, documentOf } from './delivery.js';
import { route } from './route.js';
import { NoBody, timestampOrNull } from './schemas.js';

const BoundBody = z.union([z.number(), z.string()]);

export const FieldBody = z.object({
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
});

const Langs = z
  .record(z.string(), z.string())
  .optional()
  .describe(
    'With `locale`: which texts (`title`, `help`, `options.<value>` …) are in another language than it, and in which.',
  );

const PageBody = z
  .object({
    key: pageKey,
    title: z.string(),
    description: z.string().optional(),
    langs: Langs,
    fields: z.array(FieldBody.extend({ langs: Langs }).meta({ id: 'Field' })),
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
    locale: z.string().optional().describe('The language given, where one was asked for.'),
    locales: z.array(z.string()).optional().describe('With `locale`: the languages on offer, the main one first.'),
    langs: Langs,
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

/** Any tag that is well-formed: the closest language on offer is what is given. */
const inLocale = z.object({
  locale: z
    .string()
    .max(100, 'This must have at most 100 characters.')
    .transform((tag, context) => {
      const known = canonical(tag);
      if (known === undefined)
        context.issues.push({ code: 'custom', input: tag, message: noLanguage, params: { rule: 'language' } });
      return known ?? z.NEVER;
    })
    .meta({ type: 'string', maxLength: 100 })
    .optional()
    .describe('A language (BCP 47): what is said comes in the closest one on offer, text by text.'),
});

export const list = route({
  method: 'get',
  path: '/flows',
  tag: 'Flows',
  summary: 'Published flows',
  allow: 'anyone',
  query: inLocale,
  returns: z.array(FlowSummary),
  run: async ({ db, query }) => ({ data: (await store.published(db)).map((flow) => summaryOf(flow, query.locale)) }),
});

export const read = route({
  method: 'get',
  path: '/flows/:slug',
  tag: 'Flows',
  summary: 'The published version, whole',
  allow: 'anyone',
  params: BySlug,
  query: inLocale,
  headers: conditional,
  returns: VersionBody,
  statuses: [200, 304],
  run: async ({ flows: live, params, query, request }) => {
    const { search } = new URL(request.originalUrl, 'http://any');
    return deliver(await live.get(params.slug, { ...query, search }), request, 'no-cache');
  },
});

export const readVersion = route({
  method: 'get',
  path: '/flows/:slug/versions/:n',
  tag: 'Flows',
  summary: 'One version, for ever',
  allow: 'anyone',
  params: ByNumber,
  query: inLocale,
  headers: conditional,
  returns: VersionBody,
  statuses: [200, 304],
  run: async ({ db, params, query, request }) => {
    const version = await store.findByNumber(db, params.slug, params.n);
    if (!version) throw errors.notFound();
    return deliver(
      await documentOf(db, { version, ...params, ...query }),
      request,
      'public, max-age=31536000, immutable',
    );
  },
});

function summaryOf({ slug: name, title, version, ...spoken }: Published, asked: string | undefined) {
  const chain = asked === undefined ? [] : chainOf(spoken, localeFor(spoken, asked));
  const said = chain.map((tag) => spoken.titles[tag]).find((text) => text !== undefined);
  return { slug: name, title: said ?? title, version };
}

type Published = Awaited<ReturnType<typeof store.published>>[number];

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
