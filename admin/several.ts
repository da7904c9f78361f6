import type { ActionContext } from 'adminjs';
import * as activations from '../src/domain/activations.js';
import { type Clerk, mayOn } from './access.js';
import type { SpecialAction } from './definition.js';
import type { Deps } from './deps.js';
import { clerkOf } from './resource.js';

/** Activates or deactivates several people at once: asked by GET it says with whom that can be done, by POST it does it. */
export const settingActive =
  (is_active: boolean, icon: string) =>
  (deps: Deps): SpecialAction => ({
    actionType: 'bulk',
    icon,
    custom: { isDangerous: !is_active },
    // With whom of those it can't be done that were chosen is told by name; here it decides who can be chosen.
    isVisible: ({ currentAdmin, record, action }: ActionContext) =>
      !record || mayOn(clerkOf({ currentAdmin })?.role, 'users', action.name, record.params),
    handler: async ({ method, query }, _response, context) => {
      const { actor } = clerkOf(context) as Clerk;
      const wish = { ids: String(query?.recordIds).split(','), is_active };
      const candidates =
        method === 'get'
          ? await activations.foresee(deps.db, actor, wish)
          : await activations.setAll(deps.db, deps, actor, wish);
      // AdminJS asks for rows in every such answer; our page needs none.
      return { records: [], candidates };
    },
  });
