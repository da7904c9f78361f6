import { liveNumbers } from '../../src/db/office.js';
import * as versions from '../../src/domain/versions.js';
import { type Definition, packed } from '../definition.js';
import { rollBack } from '../publishing.js';

export const definition: Definition = {
  table: 'flow_versions',
  columns: ['id', 'flow_id', 'number', 'title', 'notes', 'published_by', 'published_at'],
  title: 'name',
  searched: ['title', 'notes'],
  sort: { sortBy: 'published_at', direction: 'desc' },
  derive: async ({ db }, rows, words) => {
    const live = rows.length
      ? await liveNumbers(
          db,
          rows.map(({ flow_id }) => String(flow_id)),
        )
      : [];
    for (const row of rows) {
      row.name = words.flows.version(String(row.title), Number(row.number));
      row.is_live = live.some(({ flow_id, number }) => flow_id === row.flow_id && number === row.number);
    }
  },
  detail: async ({ db }, row) => ({
    pages: packed((await versions.get(db, String(row.id))).pages.map(({ check, schema, ...page }) => page)),
  }),
  options: {
    navigation: { name: null, icon: 'Archive' },
    titleProperty: 'name',
    listProperties: ['title', 'number', 'is_live', 'flow_id', 'published_by', 'published_at', 'notes'],
    showProperties: ['title', 'number', 'flow_id', 'published_by', 'published_at', 'notes', 'pages'],
    filterProperties: ['q', 'flow_id', 'number', 'title', 'notes', 'published_by', 'published_at'],
    properties: {
      q: { type: 'string' },
      name: { isVisible: false },
      is_live: { type: 'boolean', isSortable: false },
      notes: { type: 'textarea' },
      pages: { components: { show: 'VersionPages' } },
    },
  },
  actions: { rollBack },
};
