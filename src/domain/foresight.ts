import { createHash } from 'node:crypto';
import * as flowStore from '../db/flows.js';
import * as pageStore from '../db/pages.js';
import type { Db } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import * as store from '../db/versions.js';
import { type Detail, errors } from '../errors.js';
import type { Actor } from './actors.js';
import { differences, type Group } from './differences.js';
import { type Effect, effectOf } from './effects.js';
import { type Gap, gapsOf } from './gaps.js';
import { permit } from './permissions.js';
import * as versions from './versions.js';

/** What publishing would do, before it is done. */
export interface Foresight {
  /** Names what is compared: published with it, exactly this is published or nothing. */
  basis: string;
  /** The number that the new version would have. */
  next: number;
  /** The number of the version that is live; null where nothing was published. */
  live: number | null;
  groups: Group[];
  problems: Detail[];
  /** Of each further language how many texts it lacks: a note, no problem. */
  gaps: Gap[];
  /** Null where a problem must be solved first. */
  effect: Effect | null;
}

/** What it would mean to publish the draft. Throws FORBIDDEN, NOT_FOUND. */
export async function ofDraft(db: Db, actor: Actor, flowId: string): Promise<Foresight> {
  permit(actor, 'flows.publish');
  const flow = await flowStore.find(db, flowId);
  if (!flow) throw errors.notFound();
  const { target, problems } = await draftTarget(db, flow);
  return foresee(db, flowId, target, problems);
}

/** What it would mean to make an earlier version live again. Throws FORBIDDEN, NOT_FOUND. */
export async function ofVersion(db: Db, actor: Actor, versionId: string): Promise<Foresight> {
  permit(actor, 'flows.publish');
  const old = await store.find(db, versionId);
  if (!old) throw errors.notFound();
  return foresee(db, old.flow_id, old as Target, []);
}

type Target = versions.Content;

async function foresee(db: Db, flowId: string, target: Target, problems: Detail[]): Promise<Foresight> {
  const live = await store.findLast(db, flowId);
  const next = (live?.number ?? 0) + 1;
  return {
    basis: basisOf(live, target),
    next,
    live: live?.number ?? null,
    groups: live ? differences(live as Target, target) : [],
    problems,
    gaps: gapsOf(target),
    effect: problems.length
      ? null
      : await effectOf(db, flowId, { number: next, pages: versions.compilePages(target.pages) }),
  };
}

/** A draft as it would be published; as far as it can be, where there are problems. */
async function draftTarget(db: Db, flow: Flow): Promise<{ target: Target; problems: Detail[] }> {
  const draft = await pageStore.ofFlow(db, flow.id);
  return { target: versions.contentOf(flow, draft), problems: versions.problems(draft) };
}

/** The present basis of a draft; to be asked under the flow's lock. */
export async function basisOfDraft(tx: Db, flow: Flow): Promise<string> {
  return basisOf(await store.findLast(tx, flow.id), (await draftTarget(tx, flow)).target);
}

export async function basisOfVersion(tx: Db, old: store.StoredVersion): Promise<string> {
  return basisOf(await store.findLast(tx, old.flow_id), old as Target);
}

function basisOf(live: { number: number } | undefined, content: Target): string {
  const { title, language, languages, translations, pages } = content;
  const document = JSON.stringify([live?.number ?? 0, title, pages, language, languages, translations]);
  return createHash('sha256').update(document).digest('base64url').slice(0, 22);
}
