import { BaseRecord } from 'adminjs';
import type { Row } from '../../src/db/lists.js';
import { eventsOf } from '../../src/db/office.js';
import * as submissions from '../../src/domain/submissions.js';
import * as versions from '../../src/domain/versions.js';
import { answering, done } from '../actions.js';
import { type Definition, packed } from '../definition.js';
import type { Deps } from '../deps.js';
import { clerkOf, type TableResource } from '../resource.js';

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
  detail: async (deps, row) => ({ view: packed(await viewOf(deps, row)) }),
  options: {
    navigation: { name: null, icon: 'Inbox' },
    listProperties: ['user_id', 'flow_id', 'status', 'progress', 'stands_on', 'started_at', 'updated_at'],
    showProperties: ['user_id', 'version_id', 'status', 'progress', 'started_at', 'updated_at', 'completed_at', 'view'],
    filterProperties: [
      ...['user_id', 'flow_id', 'version_id', 'status', 'current_page', 'answered_pages', 'answers', 'revision'],
      ...['started_at', 'updated_at', 'completed_at', 'id'],
    ],
    properties: {
      status: { components: { list: 'StatusBadge', show: 'StatusBadge' } },
      progress: { components: { list: 'Progress', show: 'Progress' } },
      stands_on: { type: 'string', isSortable: false },
      answers: { type: 'string' },
      answered_pages: { type: 'string', isArray: false },
      view: { components: { show: 'SubmissionView' } },
    },
  },
  actions: {
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
          return done(resource, id, context, 'The answers are corrected.');
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

/** The answers, page by page, under the labels they were asked with, and what happened. */
async function viewOf({ db }: Deps, row: Row) {
  const version = await versions.get(db, String(row.version_id));
  const answers = row.answers as Record<string, unknown>;
  const pages = version.pages.map(({ key, title, fields }) => ({
    key,
    title,
    answered: (row.answered_pages as string[]).includes(key),
    fields: fields.map((field) => ({
      ...field,
      answer: Object.hasOwn(answers, field.key) ? answers[field.key] : null,
    })),
  }));
  return { number: version.number, pages, events: await eventsOf(db, String(row.id)) };
}
