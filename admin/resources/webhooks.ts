import { BaseRecord } from 'adminjs';
import * as webhooks from '../../src/domain/webhooks.js';
import { errors } from '../../src/errors.js';
import { answering, done } from '../actions.js';
import { confirmed } from '../confirmations.js';
import type { Definition } from '../definition.js';
import type { Deps } from '../deps.js';
import { clerkOf, type TableResource } from '../resource.js';

const form = ['url', 'description', 'events', 'is_active'];
const usingOf = ({ keyring, config }: Deps) => ({ keyring, allowPrivate: config.webhooksAllowPrivate });

export const definition: Definition = {
  table: 'webhooks',
  columns: ['id', ...form, 'created_at', 'updated_at'],
  title: 'url',
  searched: ['url', 'description'],
  sort: { sortBy: 'created_at', direction: 'desc' },
  writable: () => form,
  create: ({ deps, clerk, values }) => webhooks.create(deps.db, clerk.actor, values, usingOf(deps)),
  // Its secret is shown once: right away.
  thenAction: 'secret',
  update: ({ deps, clerk, id, values }) => webhooks.update(deps.db, clerk.actor, { id, patch: values }, usingOf(deps)),
  remove: ({ deps, clerk, id }) => webhooks.remove(deps.db, clerk.actor, id),
  options: {
    navigation: { name: null, icon: 'Share2' },
    listProperties: ['url', 'description', 'events', 'is_active', 'updated_at'],
    showProperties: ['url', 'description', 'events', 'is_active', 'created_at', 'updated_at'],
    editProperties: form,
    filterProperties: ['q', 'url', 'description', 'events', 'is_active', 'created_at', 'updated_at'],
    properties: {
      q: { type: 'string' },
      events: {
        components: { edit: 'WebhookEvents', list: 'WebhookEvents', show: 'WebhookEvents' },
        custom: { all: webhooks.webhookEvents },
        isArray: false,
      },
      is_active: { custom: { initially: true } },
    },
  },
  actions: {
    secret: (deps) => ({
      actionType: 'record',
      icon: 'Key',
      component: 'WebhookSecret',
      handler: async ({ method }, _response, context) => {
        const resource = context.resource as TableResource;
        const record = context.record as BaseRecord;
        const id = String(record.id());
        if (method === 'get') return { record: (await done(resource, id, context, '')).record };
        return answering(new BaseRecord(record.params, resource), context, async () => {
          const clerk = clerkOf(context);
          if (!clerk) throw errors.forbidden();
          const secret = await webhooks.renewSecret(deps.db, clerk.actor, id, deps);
          return { ...(await done(resource, id, context, clerk.words.webhooks.done)), redirectUrl: undefined, secret };
        });
      },
    }),
    test: confirmed({
      icon: 'Send',
      run: ({ db }, { actor }, id) => webhooks.sendTest(db, actor, id),
    }),
  },
};
