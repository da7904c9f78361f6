import type { Row } from '../../src/db/lists.js';
import { kindsOf } from '../../src/db/office.js';
import { namesOf } from '../../src/db/subjects.js';
import { type Definition, packed } from '../definition.js';
import type { Deps } from '../deps.js';
import type { Words } from '../locales/en.js';
import { told } from '../refusals.js';

export const definition: Definition = {
  table: 'audit_log',
  columns: [
    ...['id', 'created_at', 'actor_id', 'action', 'entity', 'entity_id', 'before', 'after', 'reason'],
    ...['door', 'ip', 'request_id'],
  ],
  title: 'action',
  searched: ['action', 'entity', 'entity_id', 'reason'],
  whole: ['action', 'entity', 'entity_id'],
  sort: { sortBy: 'id', direction: 'desc' },
  derive: addSubjects,
  options: {
    navigation: { name: null, icon: 'BookOpen' },
    listProperties: ['created_at', 'actor_id', 'action', 'subject', 'changes'],
    showProperties: [
      ...['created_at', 'actor_id', 'action', 'subject', 'reason', 'changes'],
      ...['door', 'ip', 'request_id', 'entity', 'entity_id'],
    ],
    filterProperties: [
      ...['q', 'created_at', 'actor_id', 'action', 'entity', 'entity_id', 'before', 'after', 'reason'],
      ...['door', 'ip', 'request_id', 'id'],
    ],
    properties: {
      q: { type: 'string' },
      before: { type: 'string' },
      after: { type: 'string' },
      actor_id: { isSortable: false },
      action: { components: { list: 'AuditAction', show: 'AuditAction', filter: 'FilterKind' } },
      entity: { components: { show: 'AuditKind', filter: 'FilterKind' } },
      subject: { isSortable: false, components: { list: 'AuditSubject', show: 'AuditSubject' } },
      changes: { isSortable: false, components: { list: 'AuditChangesListed', show: 'AuditChanges' } },
    },
  },
  actions: {
    kinds: ({ db }) => ({
      actionType: 'resource',
      isVisible: false,
      handler: async () => {
        const [action, entity] = await Promise.all([kindsOf(db, 'action'), kindsOf(db, 'entity')]);
        return { action, entity };
      },
    }),
  },
};

/** The names of what entries tell of: one query a kind of thing. */
async function addSubjects({ db }: Deps, rows: Row[], words: Words): Promise<void> {
  // What the system gives as its reason is a sentence of the domain's; what people typed is theirs.
  for (const row of rows) if (row.actor_id === null && row.reason) row.reason = told(words, String(row.reason));
  const tables = [...new Set(rows.map(({ entity }) => String(entity)))];
  await Promise.all(
    tables.map(async (table) => {
      const own = rows.filter(({ entity }) => entity === table);
      const ids = [...new Set(own.map(({ entity_id }) => String(entity_id)))];
      const names = await namesOf(db, table, ids);
      for (const row of own) {
        const id = String(row.entity_id);
        row.subject = packed({ table, id, name: names.get(id) ?? null });
      }
    }),
  );
}
