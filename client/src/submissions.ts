import { eachOf, listed } from './lists.js';
import { opened } from './opened.js';
import type { Answers, Api, Correction, SubmissionQuery } from './types.js';

/** Users' ways through flows: for a member the own ones, for support anybody's. */
export function createSubmissions(api: Api) {
  const list = (query: SubmissionQuery = {}) => listed(api.GET('/api/v1/submissions', { params: { query } }));
  return {
    /** Begins a flow, or finds the submission in progress. */
    start: (flow: string) => opened(api.POST('/api/v1/submissions', { body: { flow } })),
    /** One page of submissions, the latest first. */
    list,
    /** Every submission that the filters leave, read page by page. */
    each: (query: SubmissionQuery = {}) => eachOf(list, query),
    read: (id: string) => opened(api.GET('/api/v1/submissions/{id}', at(id))),
    /** Replaces a page's answers; with a revision only if nothing was saved since it. */
    savePage: (id: string, key: string, answers: Answers, revision?: number) =>
      opened(
        api.PUT('/api/v1/submissions/{id}/pages/{key}', {
          params: { path: { id, key }, header: revision === undefined ? {} : { 'If-Match': `"${revision}"` } },
          body: { answers },
        }),
      ),
    /** Seals the submission. */
    complete: (id: string) => opened(api.POST('/api/v1/submissions/{id}/complete', at(id))),
    /** For support: answers merged by field, also after completion; null clears. */
    correct: (id: string, body: Correction) => opened(api.PATCH('/api/v1/submissions/{id}', { ...at(id), body })),
  };
}

const at = (id: string) => ({ params: { path: { id } } });
