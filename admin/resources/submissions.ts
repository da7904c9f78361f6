import { BaseRecord } from 'adminjs';
import type { Row } from '../../src/db/lists.js';
import * as submissions from '../../src/domain/submissions.js';
import { transcript } from '../../src/domain/transcripts.js';
import * as versions from '../../src/domain/versions.js';
import type { Clerk } from '../access.js';
import { answering, done } from '../actions.js';
import { type Definition, packed } from '../definition.js';
import type { Deps } from '../deps.js';
import { complaintsIn } from '../refusals.js';
import { clerkOf, type TableResource } from '../resource.js';
import { resumeLink } from '../resume.js';
import { worklist } from '../worklist.js';

export const definition: Definition = {
  table: 'submissions',
  columns: [
    ...['id', 'user_id', 'flow_id', 'version_id', 'status', 'current_page', 'answered_pages', 'answers', 'revision'],
    ...['started_at', 'updated_at', 'completed_at'],
  ],
  heavy: ['answers'],
  title: 'id',
  searched: ['current_page'],
  sort: { sortBy: 'updated_at', direction: 'desc' },
  derive: async (deps, rows) => {
    await Promise.all(rows.map((row) => addProgress(deps, row)));
  },
  detail: async (deps, row, clerk) => ({ view: packed(await viewOf(deps, clerk, String(row.id))) }),
  options: {
    navigation: { name: null, icon: 'Inbox' },
    listProperties: ['user_id', 'flow_id', 'status', 'progress', 'stands_on', 'started_at', 'updated_at'],
    showProperties: ['view'],
    filterProperties: [
      ...['user_id', 'flow_id', 'version_id', 'status', 'current_page', 'answered_pages', 'answers', 'revision'],
      ...['started_at', 'updated_at', 'completed_at', 'id'],
    ],
    properties: {
      // Sorted by an id, or by one of two, nobody finds anything that a filter does not find.
      user_id: { isSortable: false },
      flow_id: { isSortable: false },
      status: { isSortable: false, components: { list: 'StatusBadge' } },
      progress: { isSortable: false, components: { list: 'Progress' } },
      stands_on: { type: 'string', isSortable: false },
      answers: { type: 'string' },
      answered_pages: { type: 'string', isArray: false },
      view: { components: { show: 'SubmissionView' } },
    },
  },
  actions: {
    stuck: (deps) => ({
      actionType: 'resource',
      component: 'Stuck',
      handler: async ({ query }, _response, context) => worklist(deps, clerkOf(context) as Clerk, query ?? {}),
    }),
    correct: (deps) => ({
      actionType: 'record',
      icon: 'Edit',
      component: 'Correct',
      handler: async ({ method, payload }, _response, context) => {
        const clerk = clerkOf(context);
        const resource = context.resource as TableResource;
        const record = context.record as BaseRecord;
        const id = String(record.id());
        if (method === 'get') return { record: (await done(resource, id, context, '')).record };
        return answering(new BaseRecord(record.params, resource), context, async () => {
          if (!clerk) throw new Error('nobody is signed in');
          await submissions.correct(deps.db, clerk.actor, id, correction(payload ?? {}));
          return done(resource, id, context, clerk.words.submissions.correctedNotice);
        });
      },
    }),
  },
};

/** The form sends its answers as JSON, being of many shapes; an empty reason is none. */
function correction({ answers, reason }: Record<string, unknown>) {
  const read = typeof answers === 'string' ? parsed(answers) : answers;
  return { answers: read, reason: typeof reason === 'string' && reason.trim() ? reason : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function addProgress({ db }: Deps, row: Row) {
  const { pages } = await versions.get(db, String(row.version_id));
  row.progress = packed({ completed: (row.answered_pages as string[]).length, total: pages.length });
  // Where he stands, as he sees it: the page's title.
  row.stands_on = pages.find(({ key }) => key === row.current_page)?.title ?? row.current_page;
}

/** The submission as its user saw it, and the link that takes him back to where he stands. */
async function viewOf({ db, config }: Deps, { actor, words }: Clerk, id: string) {
  const view = await transcript(db, actor, id);
  const isOpen = view.status === 'in_progress' && !view.erased;
  const pages = view.pages.map((page) => ({ ...page, missing: complaintsIn(words, page.missing) }));
  return { ...view, pages, resume: isOpen ? resumeLink(config.frontendUrl, view.slug, view.current_page) : null };
}
