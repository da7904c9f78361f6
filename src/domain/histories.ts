import * as flowStore from '../db/flows.js';
import * as store from '../db/histories.js';
import { ofFlow } from '../db/pages.js';
import type { Db } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import { findByNumber } from '../db/versions.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import { differences, type Group, type Shape } from './differences.js';
import { can, permit } from './permissions.js';
import * as versions from './versions.js';

/** What was published of a flow, and by whom: an email, of somebody without a name, is for those who see accounts. Throws FORBIDDEN. */
export async function read(db: Db, actor: Actor, flowId: string) {
  permit(actor, 'versions.read');
  const seesEmails = can(actor.role, 'users.read');
  return (await store.historyOf(db, flowId)).map(({ published_by, name, email, ...version }) => ({
    ...version,
    by: published_by && (name ?? (seesEmails ? email : 'Somebody of the staff')),
  }));
}

/** A version's number, or the draft. */
export type Side = number | 'draft';

/** What differs between two versions, or a version and the draft, from one to the other. Throws FORBIDDEN, NOT_FOUND. */
export async function compare(
  db: Db,
  actor: Actor,
  flowId: string,
  { from, to }: { from: Side; to: Side },
): Promise<Group[]> {
  permit(actor, 'versions.read');
  if (from === 'draft' || to === 'draft') permit(actor, 'pages.read');
  const flow = await flowStore.find(db, flowId);
  if (!flow) throw errors.notFound();
  return differences(await shapeOf(db, flow, from), await shapeOf(db, flow, to));
}

async function shapeOf(db: Db, flow: Flow, side: Side): Promise<Shape> {
  if (side === 'draft') return versions.contentOf(flow, await ofFlow(db, flow.id));
  const found = await findByNumber(db, flow.slug, side);
  if (!found) throw errors.notFound();
  return found as versions.Content;
}
