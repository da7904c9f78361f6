import { type ActionContext, BaseRecord } from 'adminjs';
import { errors } from '../src/errors.js';
import type { Clerk } from './access.js';
import { answering, done } from './actions.js';
import type { SpecialAction } from './definition.js';
import type { Deps } from './deps.js';
import { clerkOf, type TableResource } from './resource.js';

interface Confirmation {
  icon: string;
  /** It can't be undone. */
  isDangerous?: true;
  /** The record's own page offers it, where it belongs; not every page on top. */
  inPage?: true;
  /** Whether it makes sense for this record. */
  fits?(params: Record<string, unknown>, clerk: Clerk | undefined): boolean;
  /** The record is no longer shown then. */
  leaves?: true;
  run(deps: Deps, clerk: Clerk, id: string): Promise<unknown>;
}

/** An action that says on a page of its own what it will do, and does it when it is told to; its words stand in `confirmations`. */
export const confirmed =
  ({ icon, isDangerous, inPage, fits, leaves, run }: Confirmation) =>
  (deps: Deps): SpecialAction => ({
    actionType: 'record',
    icon,
    component: 'Confirm',
    custom: { isDangerous, inPage },
    isVisible: (context: ActionContext) => fits?.(context.record?.params ?? {}, clerkOf(context)) ?? true,
    handler: async ({ method }, _response, context) => {
      const [resource, record] = [context.resource as TableResource, context.record as BaseRecord];
      const id = String(record.id());
      if (method === 'get') return { record: (await done(resource, id, context, '')).record };
      return answering(new BaseRecord(record.params, resource), context, async () => {
        const clerk = clerkOf(context);
        if (!clerk) throw errors.forbidden();
        await run(deps, clerk, id);
        const message = clerk.words.confirmations[resource.id()]?.[context.action.name]?.done ?? '';
        return leaves ? gone(record, context, message) : done(resource, id, context, message);
      });
    },
  });

function gone(record: BaseRecord, context: ActionContext, message: string) {
  const redirectUrl = context.h.resourceUrl({ resourceId: context.resource.id() });
  return { record: record.toJSON(context.currentAdmin), redirectUrl, notice: { message, type: 'success' } };
}
