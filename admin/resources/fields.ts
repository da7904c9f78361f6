import { flowsHolding } from '../../src/db/fields.js';
import * as fields from '../../src/domain/fields.js';
import type { Definition, Values } from '../definition.js';

const definitionColumns = [
  'key',
  'type',
  'label',
  'help',
  'min_length',
  'max_length',
  'pattern',
  'min',
  'max',
  'options',
];

/** Rules that the chosen type does not know are not in its form; what they were before the type changed is let go. */
function forType(values: Values, type: unknown): Values {
  const known = Object.hasOwn(fields.rulesOf, String(type)) ? fields.rulesOf[type as keyof typeof fields.rulesOf] : [];
  const all: fields.Rule[] = ['min_length', 'max_length', 'pattern', 'min', 'max', 'options'];
  const gone = all.filter((rule) => !known.includes(rule)).map((rule) => [rule, rule === 'options' ? [] : null]);
  return { ...Object.fromEntries(gone), ...values };
}

export const definition: Definition = {
  table: 'fields',
  columns: ['id', ...definitionColumns, 'created_at', 'updated_at'],
  title: 'label',
  searched: ['label', 'key'],
  sort: { sortBy: 'label', direction: 'asc' },
  writable: () => definitionColumns,
  create: ({ deps, clerk, values }) =>
    fields.create(deps.db, clerk.actor, values as Parameters<typeof fields.create>[2]),
  update: ({ deps, clerk, id, values }) =>
    fields.update(deps.db, clerk.actor, id, 'type' in values ? forType(values, values.type) : values),
  remove: ({ deps, clerk, id }) => fields.remove(deps.db, clerk.actor, id),
  derive: async ({ db }, rows) => {
    if (!rows.length) return;
    const ids = rows.map(({ id }) => String(id));
    const held = new Map((await flowsHolding(db, ids)).map(({ field_id, flows }) => [field_id, flows]));
    for (const row of rows) row.flows = held.get(String(row.id)) ?? 0;
  },
  options: {
    navigation: { name: null, icon: 'Edit3' },
    listProperties: ['label', 'key', 'type', 'flows', 'updated_at'],
    showProperties: ['label', 'key', 'type', 'help', 'rules', 'created_at', 'updated_at'],
    editProperties: ['label', 'key', 'type', 'help', 'rules'],
    filterProperties: [
      'q',
      'label',
      'key',
      'type',
      'help',
      'pattern',
      'min_length',
      'max_length',
      'min',
      'max',
      'created_at',
      'updated_at',
    ],
    properties: {
      q: { type: 'string' },
      flows: { type: 'string', isSortable: false },
      help: { type: 'textarea' },
      // One control for all rules and options, which shows those that the chosen type knows.
      rules: { components: { edit: 'FieldRules', show: 'FieldRulesShown' }, custom: { rulesOf: fields.rulesOf } },
    },
  },
};
