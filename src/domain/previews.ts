import * as flowStore from '../db/flows.js';
import * as pageStore from '../db/pages.js';
import type { Db } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import * as store from '../db/versions.js';
import { type Detail, errors } from '../errors.js';
import type { Actor } from './actors.js';
import { permit } from './permissions.js';
import { type Content, contentOf, problems } from './versions.js';

/** A flow as members get it, or would, to be looked at as a wizard without a submission. */
export interface Preview extends Content {
  slug: string;
  /** What keeps a draft from being published, each at its path of keys. */
  problems: Detail[];
}

/** A draft compiled as publishing does it; as far as it can be, where there are problems. */
export const compiled = (flow: Flow, draft: pageStore.DraftPage[]): Preview => ({
  slug: flow.slug,
  ...contentOf(flow, draft),
  problems: problems(draft),
});

/** Throws FORBIDDEN, NOT_FOUND. */
export async function ofDraft(db: Db, actor: Actor, flowId: string): Promise<Preview> {
  permit(actor, 'pages.read');
  const flow = await flowStore.find(db, flowId);
  if (!flow) throw errors.notFound();
  return compiled(flow, await pageStore.ofFlow(db, flowId));
}

/** Any version that was published, with its number. Throws FORBIDDEN, NOT_FOUND. */
export async function ofVersion(db: Db, actor: Actor, versionId: string): Promise<Preview & { number: number }> {
  permit(actor, 'versions.read');
  const stored = await store.find(db, versionId);
  if (!stored) throw errors.notFound();
  const { slug, number, title, language, languages, translations, pages } = stored;
  return { ...({ title, language, languages, translations, pages } as Content), slug, problems: [], number };
}
