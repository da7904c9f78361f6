import * as store from '../db/audit.js';
import * as fieldStore from '../db/fields.js';
import * as pageStore from '../db/pages.js';
import type { Db } from '../db/pool.js';
import type { Actor } from './actors.js';
import { can, permit } from './permissions.js';

/** Who changed something last: a name, where there is one to tell; and when. */
export interface LastChange {
  by: string | null;
  when: string;
}

/**
 * Who changed last what an editor's change of a draft clashes with, by the paths of ids that clashes name
 * (`layouts.ts`); of what nobody is known, nothing. Throws FORBIDDEN.
 */
export async function ofClashes(
  db: Db,
  actor: Actor,
  flowId: string,
  paths: string[],
): Promise<Record<string, LastChange>> {
  permit(actor, 'pages.read');
  const seesEmails = can(actor.role, 'users.read');
  const found: Record<string, LastChange> = {};
  for (const path of new Set(paths)) {
    const change = await store.last(db, await subjectOf(db, flowId, path), actor.id);
    if (!change) continue;
    const { name, email, created_at } = change;
    found[path] = { by: name ?? (seesEmails ? email : null), when: created_at.toISOString() };
  }
  return found;
}

async function subjectOf(db: Db, flowId: string, path: string): Promise<store.Subject> {
  const [kind = '', id = '', name = ''] = path.split('.');
  // `label@de` is kept with what is said in other languages.
  const column = name.includes('@') ? 'translations' : name;
  if (kind === 'flow') return { entity: 'flows', ids: [flowId], column: id.includes('@') ? 'translations' : id };
  if (kind === 'pages') return { entity: 'pages', ids: [id], column };
  if (column && column !== 'required') return { entity: 'fields', ids: [id], column };
  // Where a field stands, and whether it must be answered there, is written down with the pages.
  const [field] = await fieldStore.byIds(db, [id]);
  const pages = await pageStore.ofFlow(db, flowId);
  return { entity: 'pages', ids: pages.map((page) => page.id), placed: field?.key };
}
