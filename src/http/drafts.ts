import { z } from 'zod';
import * as drafts from '../domain/drafts.js';
import { pageKey, slug } from '../domain/text.js';
import { BySlug, FieldBody } from './flows.js';
import { route } from './route.js';

/** By the tag of the language; what nobody has translated is not there. */
function translations<S extends z.ZodRawShape>(texts: S) {
  return z.record(z.string(), z.object(texts).partial()).optional();
}
const options = z.record(z.string(), z.string());
const ofField = translations({ label: z.string(), help: z.string(), options });

const DraftBody = z
  .object({
    slug,
    title: z.string(),
    language: z.string().optional().describe('The main language; English where it is not said.'),
    languages: z.array(z.string()).optional().describe('The languages the flow is offered in beside it.'),
    translations: translations({ title: z.string() }),
    pages: z.array(
      z.object({
        key: pageKey,
        title: z.string(),
        description: z.string().optional(),
        translations: translations({ title: z.string(), description: z.string() }),
        fields: z.array(FieldBody.extend({ translations: ofField }).meta({ id: 'FieldOfDraft' })),
      }),
    ),
  })
  .meta({ id: 'Draft' });

const headersOf = ({ etag }: drafts.Draft) => ({ ETag: etag, 'Cache-Control': 'private, no-cache' });

export const read = route({
  method: 'get',
  path: '/flows/:slug/draft',
  tag: 'Flows',
  summary: 'The draft as one document',
  allow: 'flows.write',
  params: BySlug,
  returns: DraftBody,
  run: async ({ db, actor, params }) => {
    const draft = await drafts.read(db, actor, params.slug);
    return { data: draft.document, headers: headersOf(draft) };
  },
});

export const write = route({
  method: 'put',
  path: '/flows/:slug/draft',
  tag: 'Flows',
  summary: 'Make the draft what the document says; a new flow where there is none',
  allow: 'flows.write',
  params: BySlug,
  headers: z.object({ 'If-Match': z.string().optional().describe('The ETag of the draft the change builds on.') }),
  body: drafts.DraftInput.meta({ id: 'DraftInput' }),
  returns: DraftBody,
  statuses: [200, 201],
  fails: ['CONFLICT', 'REVISION_MISMATCH'],
  run: async ({ db, actor, params, body, request }) => {
    const header = request.get('if-match')?.trim();
    const held = header === '*' ? undefined : header;
    const draft = await drafts.write(db, actor, { ...params, held }, body);
    return { data: draft.document, status: draft.isNew ? 201 : 200, headers: headersOf(draft) };
  },
});
