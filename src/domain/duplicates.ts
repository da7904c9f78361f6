import * as pageStore from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import type { Actor } from './actors.js';
import * as flows from './flows.js';
import { placementsOf, recordDifferences } from './pages.js';
import { permit } from './permissions.js';
import { toColumns } from './translations.js';

/**
 * Begins a flow with the draft of another one: pages of its own, with the same fields of the library. Throws FORBIDDEN,
 * NOT_FOUND, VALIDATION_ERROR, CONFLICT (the slug).
 */
export async function duplicate(db: Db, actor: Actor, flowId: string, input: unknown): Promise<Flow> {
  permit(actor, 'flows.write');
  permit(actor, 'pages.write');
  return inTransaction(db, async (tx) => {
    // Held, so that no half of a change is copied.
    const { slug, title, ...spoken } = flows.definitionOf(await flows.lock(tx, flowId));
    const copy = await flows.create(tx, actor, { ...spoken, ...(input as object) });
    for (const page of await pageStore.ofFlow(tx, flowId)) {
      const { key, title: name, description, position, translations } = page;
      const row = toColumns({ key, title: name, description, position, translations });
      const made = await pageStore.insert(tx, { ...row, flow_id: copy.id });
      await pageStore.place(tx, made, placementsOf(page));
    }
    await recordDifferences(tx, actor, [], await pageStore.ofFlow(tx, copy.id));
    return copy;
  });
}
