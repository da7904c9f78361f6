import { liveNumbers } from '../../src/db/office.js';
import * as pages from '../../src/db/pages.js';
import * as flows from '../../src/domain/flows.js';
import { can } from '../../src/domain/permissions.js';
import { build, duplicate } from '../building.js';
import { confirmed } from '../confirmations.js';
import { type Definition, packed } from '../definition.js';
import { history, publish } from '../publishing.js';
import { wizardOf } from '../wizards.js';

export const definition: Definition = {
  table: 'flows',
  columns: ['id', 'slug', 'title', 'is_archived', 'archived_at', 'created_at', 'updated_at'],
  title: 'title',
  searched: ['title', 'slug'],
  sort: { sortBy: 'title', direction: 'asc' },
  writable: () => ['slug', 'title'],
  create: ({ deps, clerk, values }) => flows.create(deps.db, clerk.actor, values),
  thenAction: 'build',
  update: ({ deps, clerk, id, values }) => flows.update(deps.db, clerk.actor, id, values),
  remove: ({ deps, clerk, id }) => flows.remove(deps.db, clerk.actor, id),
  derive: async ({ db }, rows) => {
    if (!rows.length) return;
    const live = await liveNumbers(
      db,
      rows.map(({ id }) => String(id)),
    );
    for (const row of rows) row.live = live.find(({ flow_id }) => flow_id === row.id)?.number ?? null;
  },
  detail: async ({ db }, row, clerk) => ({
    // What is not published yet is an editor's business.
    ...(can(clerk.role, 'pages.read') ? { draft: packed(draftOf(await pages.ofFlow(db, String(row.id)))) } : {}),
    wizard: wizardOf(String(row.slug)),
  }),
  options: {
    navigation: { name: null, icon: 'GitBranch' },
    listProperties: ['title', 'slug', 'live', 'updated_at'],
    showProperties: ['title', 'slug', 'live', 'wizard', 'draft', 'archived_at', 'created_at', 'updated_at'],
    editProperties: ['title', 'slug'],
    filterProperties: ['q', 'title', 'slug', 'is_archived', 'archived_at', 'created_at', 'updated_at'],
    properties: {
      q: { type: 'string' },
      live: { components: { list: 'LiveVersion', show: 'LiveVersion' } },
      wizard: { components: { show: 'WizardLink' } },
      draft: { components: { show: 'FlowDraft' } },
    },
  },
  actions: {
    build,
    duplicate,
    archive: confirmed({
      icon: 'Archive',
      fits: ({ is_archived }) => !is_archived,
      run: ({ db }, { actor }, id) => flows.archive(db, actor, id),
    }),
    unarchive: confirmed({
      icon: 'CornerUpLeft',
      fits: ({ is_archived }) => Boolean(is_archived),
      run: ({ db }, { actor }, id) => flows.unarchive(db, actor, id),
    }),
    publish,
    history,
  },
};

function draftOf(draft: pages.DraftPage[]) {
  return draft.map(({ id, key, title, fields }) => ({
    id,
    key,
    title,
    fields: fields.map((field) => ({
      id: field.id,
      key: field.key,
      label: field.label,
      type: field.type,
      required: field.required,
    })),
  }));
}
