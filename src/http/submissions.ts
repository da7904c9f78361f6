import { z } from 'zod';
import type { Db } from '../db/pool.js';
import * as store from '../db/submissions.js';
import * as submissions from '../domain/submissions.js';
import { pageKey, slug } from '../domain/text.js';
import * as versions from '../domain/versions.js';
import { errors } from '../errors.js';
import { route } from './route.js';
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
  fails: ['NOT_FOUND', 'CONFLICT'],
  run: async ({ db, actor, body }) => {
    const { submission, isNew } = await submissions.start(db, actor, body.flow);
    return { data: await toBody(db, submission), status: isNew ? 201 : 200 };
  },
});

export const list = route({
  method: 'get',
  path: '/submissions',
  tag: 'Submissions',
  summary: 'Own submissions, the latest first',
  allow: 'member',
  query: z.object({ flow: slug.optional() }),
  returns: z.array(SubmissionBody),
  run: async ({ db, actor, query }) => {
    const found = await store.ofUser(db, actor.id, query.flow);
    return { data: await Promise.all(found.map((submission) => toBody(db, submission))) };
  },
});

export const read = route({
  method: 'get',
  path: '/submissions/:id',
  tag: 'Submissions',
  summary: 'One submission',
  allow: 'member',
  params: ById,
  returns: SubmissionBody,
  run: async ({ db, actor, params }) => ({ data: await toBody(db, await submissions.own(db, actor, params.id)) }),
});

export const savePage = route({
  method: 'put',
  path: '/submissions/:id/pages/:key',
  tag: 'Submissions',
  summary: 'Replace a page’s answers',
  allow: 'member',
  params: ById.extend({ key: pageKey }),
  headers: conditional,
  body: submissions.Answers.meta({ id: 'Answers' }),
  returns: SubmissionBody,
  fails: ['REVISION_MISMATCH', 'SUBMISSION_COMPLETED'],
  run: async ({ db, actor, params, body, request }) => {
    const revision = revisionOf(request.get('if-match'));
    return { data: await toBody(db, await submissions.savePage(db, actor, { ...params, revision }, body)) };
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
  const { pages } = await versions.get(db, submission.version_id);
  const completed = pages.filter(({ key }) => submission.answered_pages.includes(key)).length;
  return { ...submission, progress: { completed, total: pages.length } };
}
