import * as store from '../../src/db/deliveries.js';
import type { WebhookDelivery } from '../../src/db/types.js';
import * as deliveries from '../../src/domain/deliveries.js';
import { confirmed } from '../confirmations.js';
import { type Definition, packed } from '../definition.js';

export const definition: Definition = {
  table: 'webhook_deliveries',
  columns: ['id', 'webhook_id', 'event', 'user_id', 'status', 'created_at', 'finished_at', 'data'],
  heavy: ['data'],
  title: 'event',
  searched: ['event'],
  sort: { sortBy: 'created_at', direction: 'desc' },
  derive: async ({ db }, rows) => {
    if (!rows.length) return;
    const ids = rows.map(({ id }) => String(id));
    const counts = new Map((await store.countAttempts(db, ids)).map(({ delivery_id, count }) => [delivery_id, count]));
    for (const row of rows) row.attempts = counts.get(String(row.id)) ?? 0;
  },
  detail: async ({ db }, row) => ({
    view: packed({
      id: `msg_${row.id}`,
      payload: JSON.parse(deliveries.payloadOf(row as unknown as WebhookDelivery)),
      attempts: await store.attemptsOf(db, String(row.id)),
    }),
  }),
  options: {
    navigation: { name: null, icon: 'Truck' },
    listProperties: ['event', 'webhook_id', 'status', 'attempts', 'created_at', 'finished_at'],
    showProperties: ['event', 'webhook_id', 'user_id', 'status', 'created_at', 'finished_at', 'view'],
    filterProperties: ['q', 'webhook_id', 'event', 'user_id', 'status', 'created_at', 'finished_at', 'id'],
    properties: {
      q: { type: 'string' },
      status: { components: { list: 'StatusBadge', show: 'StatusBadge' } },
      attempts: { type: 'string', isSortable: false },
      view: { components: { show: 'DeliveryView' } },
    },
  },
  actions: {
    again: confirmed({
      icon: 'RefreshCw',
      run: ({ db }, { actor }, id) => deliveries.sendAgain(db, actor, id),
    }),
  },
};
