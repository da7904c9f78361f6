import { z } from 'zod';
import { findBySlug } from '../db/flows.js';
import { submissionsListing } from '../db/listings.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/submissions.js';
import * as saves from '../domain/page-saves.js';
import { can } from '../domain/permissions.js';
import * as submissions from '../domain/submissions.js';
import { pageKey, slug } from '../domain/text.js';
import * as versions from '../domain/versions.js';
import { errors } from '../errors.js';
import { PageMeta, page, pageQuery } from './paging.js';
import { claimed, route } from './route.js';
import { NoBody, timestamp, timestampOrNull } from './schemas.js';

const SubmissionBody = z
  .object({
    id: z.uuid(),
    flow: slug,
    version: z.int(),
    status: z.enum(['in_progress', 'completed']),
    current_page: z.string().nullable().describe('The first page not yet validly answered.'),
    answers: z.record(z.string(), z.unknown()).describe('By field key.'),
    progress: z.object({ completed: z.int(), total: z.int() }).describe('Pages.'),
    revision: z.int().describe('Grows by one with each save.'),
    started_at: timestamp,
    updated_at: timestamp,
    completed_at: timestampOrNull,
  })
  .meta({ id: 'Submission' });

const ById = z.object({ id: z.uuid() });
const conditional = z.object({
  'If-Match': z.string().optional().describe('The revision the save builds on, quoted.'),
});

export const start = route({
  method: 'post',
  path: '/submissions',
  tag: 'Submissions',
  summary: 'Begin a flow, or find the submission in progress',
  allow: 'member',
  body: z.strictObject({ flow: slug }).meta({ id: 'Start' }),
  returns: SubmissionBody,
  statuses: [201, 200],
  fails: ['NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'],
  run: async ({ db, limits, actor, body }) => {
    await limits.consume('begin', actor.id);
    const { submission, isNew } = await submissions.start(db, actor, body.flow);
    return { data: await toBody(db, submission), status: isNew ? 201 : 200 };
  },
});

const sorts: [string, ...string[]] = ['started_at', 'updated_at', 'completed_at'];

export const list = route({
  method: 'get',
  path: '/submissions',
  tag: 'Submissions',
  summary: 'Own submissions; for support anybody’s, filtered',
  allow: 'member',
  query: pageQuery(sorts, '-started_at')
    .omit({ q: true })
    .extend({
      flow: slug.optional(),
      status: z.enum(['in_progress', 'completed']).optional(),
      user_id: z.uuid().optional(),
    }),
  returns: z.array(SubmissionBody),
  meta: PageMeta,
  run: async ({ db, actor, query }) => {
    const { flow, status, user_id, ...asked } = query;
    const flowId = flow === undefined ? undefined : ((await findBySlug(db, flow))?.id ?? nobody);
    const whose = can(actor.role, 'submissions.read') ? user_id : actor.id;
    const filters = { ...(flowId && { flow_id: flowId }), ...(status && { status }), ...(whose && { user_id: whose }) };
    const { rows, meta } = await page(db, submissionsListing, asked, filters);
    const found = await store.byIds(
      db,
      rows.map(({ id }) => String(id)),
    );
    return { data: await Promise.all(found.map((submission) => toBody(db, submission))), meta };
  },
});

/** An id that is nobody's: an unknown flow has no submissions. */
const nobody = '00000000-0000-0000-0000-000000000000';

export const read = route({
  method: 'get',
  path: '/submissions/:id',
  tag: 'Submissions',
  summary: 'One submission; for support anybody’s',
  allow: 'member',
  params: ById,
  returns: SubmissionBody,
  run: async ({ db, actor, params }) => ({ data: await toBody(db, await submissions.readable(db, actor, params.id)) }),
});

export const correct = route({
  method: 'patch',
  path: '/submissions/:id',
  tag: 'Submissions',
  summary: 'Correct answers, merged by field; null clears',
  allow: 'submissions.correct',
  params: ById,
  body: submissions.Correction.meta({ id: 'Correction' }),
  returns: SubmissionBody,
  run: async ({ db, actor, params, body }) => ({
    data: await toBody(db, await submissions.correct(db, actor, params.id, body)),
  }),
});

export const savePage = claimed({
  method: 'put',
  path: '/submissions/:id/pages/:key',
  tag: 'Submissions',
  summary: 'Replace a page’s answers',
  params: ById.extend({ key: pageKey }),
  headers: conditional,
  body: submissions.Answers.meta({ id: 'Answers' }),
  returns: SubmissionBody,
  fails: ['REVISION_MISMATCH', 'SUBMISSION_COMPLETED'],
  counts: 'saves',
  run: async ({ db, actor, params, body, request }) => {
    const revision = revisionOf(request.get('if-match'));
    return { data: await toBody(db, await saves.savePage(db, actor, { ...params, revision }, body)) };
  },
});

export const complete = route({
  method: 'post',
  path: '/submissions/:id/complete',
  tag: 'Submissions',
  summary: 'Seal the submission',
  allow: 'member',
  params: ById,
  body: NoBody,
  returns: SubmissionBody,
  fails: ['SUBMISSION_COMPLETED'],
  counts: 'completions',
  run: async ({ db, actor, params }) => ({ data: await toBody(db, await submissions.complete(db, actor, params.id)) }),
});

/** `"7"`, or `*` for any. What is not a revision can't be the present one. */
function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const digits = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1];
  if (!digits) throw errors.revisionMismatch();
  return Number(digits);
}

async function toBody(db: Db, submission: store.Stored) {
  const version = await versions.get(db, submission.version_id);
  return { ...submission, ...submissions.standing(version, submission) };
}
