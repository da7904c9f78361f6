import { z } from 'zod';
import { type Db, inTransaction } from '../db/pool.js';
import type { FlowVersion } from '../db/types.js';
import * as store from '../db/versions.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as carryOver from './carry-over.js';
import * as fields from './fields.js';
import * as flows from './flows.js';
import { basisOfDraft, basisOfVersion } from './foresight.js';
import { permit } from './permissions.js';
import { parse } from './validation.js';
import * as versions from './versions.js';

const Choice = z.object({
  /** What becomes of those in progress. */
  in_progress: z.enum(['stay', 'carry_over']).default('stay'),
  /** What the choice was made upon; without it, whatever is the draft is published. */
  basis: z.string().max(100).nullish(),
});
const Publication = versions.Publication.extend(Choice.shape);

export interface Published {
  version: FlowVersion;
  /** Undefined where those in progress stay on their versions. */
  carriedOver?: carryOver.Outcome;
}

/**
 * Makes the draft the next version, as it was foreseen, and does with those in progress as was chosen. Throws FORBIDDEN,
 * NOT_FOUND, CONFLICT (it is archived), VALIDATION_ERROR, REVISION_MISMATCH (it is not what was foreseen any more).
 */
export async function publish(db: Db, actor: Actor, flowId: string, input: unknown): Promise<Published> {
  permit(actor, 'flows.publish');
  const { notes, in_progress, basis } = parse(Publication, input);
  return inTransaction(db, async (tx) => {
    // A field of the draft is changed without its flow being held, and must not be between being looked at and published.
    if (basis) await fields.holdLibrary(tx);
    const flow = await flows.lockOpen(tx, flowId);
    if (basis && basis !== (await basisOfDraft(tx, flow))) throw overtaken();
    const version = await versions.publish(tx, actor, flowId, { notes });
    return settle(tx, actor, version, in_progress);
  });
}

/** Makes an earlier version live again, as a new one. Throws as `publish`. */
export async function rollBack(db: Db, actor: Actor, versionId: string, input: unknown): Promise<Published> {
  permit(actor, 'flows.publish');
  const { notes, in_progress, basis } = parse(Publication, input);
  return inTransaction(db, async (tx) => {
    const old = await store.find(tx, versionId);
    if (!old) throw errors.notFound();
    const flow = await flows.lockOpen(tx, old.flow_id);
    if (basis && basis !== (await basisOfVersion(tx, old))) throw overtaken();
    const version = await versions.repeat(tx, actor, flow, { old, notes });
    return settle(tx, actor, version, in_progress);
  });
}

const overtaken = () =>
  errors.revisionMismatch({
    message: 'It was changed since you looked. Please look again at what differs now, and then decide.',
  });

async function settle(tx: Db, actor: Actor, version: FlowVersion, choice: 'stay' | 'carry_over'): Promise<Published> {
  if (choice === 'stay') return { version };
  return { version, carriedOver: await carryOver.begin(tx, actor, version.id) };
}
