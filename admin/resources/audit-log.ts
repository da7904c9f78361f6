import type { Definition } from '../definition.js';

export const definition: Definition = {
  table: 'audit_log',
  columns: [
    ...['id', 'created_at', 'actor_id', 'action', 'entity', 'entity_id', 'before', 'after', 'reason'],
    ...['door', 'ip', 'request_id'],
  ],
  title: 'action',
  searched: ['action', 'entity', 'entity_id', 'reason'],
  sort: { sortBy: 'id', direction: 'desc' },
  options: {
    navigation: { name: null, icon: 'BookOpen' },
    listProperties: ['created_at', 'actor_id', 'action', 'changes'],
    showProperties: [
      'created_at',
      'actor_id',
      'action',
      'entity',
      'entity_id',
      'changes',
      'reason',
      'door',
      'ip',
      'request_id',
    ],
    filterProperties: [
      ...['q', 'created_at', 'actor_id', 'action', 'entity', 'entity_id', 'before', 'after', 'reason'],
      ...['door', 'ip', 'request_id', 'id'],
    ],
    properties: {
      q: { type: 'string' },
      before: { type: 'string' },
      after: { type: 'string' },
      changes: { components: { list: 'AuditChangesListed', show: 'AuditChanges' } },
    },
  },
};
