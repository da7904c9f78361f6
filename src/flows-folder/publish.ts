import { StartError } from '../config.js';
import { type Db, inTransaction } from '../db/pool.js';
import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import * as versions from '../domain/versions.js';
import { DomainError } from '../errors.js';
import { same } from './documents.js';
import { readFiles } from './files.js';
import type { Asked } from './folders.js';

const actor = system('cli');

/** Publishes the folder's flows whose drafts in the database differ from what is live: all of them or none. Throws StartError. */
export async function publish({ db, folder, slugs, notes, say }: Asked): Promise<number> {
  const files = readFiles(folder, slugs);
  const all = await drafts.all(db, actor);
  const asked = files.flatMap(({ slug, document }) => {
    const draft = all.find((one) => one.document.slug === slug);
    if (!same(draft?.document, document))
      say(`${folder.path(slug)} holds what is not pushed; the draft is what is published.`);
    return draft ? [draft] : [];
  });
  const made = await inTransaction(db, async (tx) => {
    const found: string[] = [];
    for (const { flow, document } of asked) {
      if (await versions.isLive(tx, flow)) continue;
      const { number } = await publishOne(tx, { flowId: flow.id, slug: document.slug, notes });
      found.push(`published  ${document.slug}, version ${number}`);
    }
    return found;
  });
  for (const line of made.length ? made : ['Nothing to publish.']) say(line);
  return 0;
}

async function publishOne(tx: Db, { flowId, slug, notes }: { flowId: string; slug: string; notes?: string }) {
  return versions.publish(tx, actor, flowId, { notes }).catch((error) => {
    if (!(error instanceof DomainError)) throw error;
    const told = error.details?.map((detail) => `${slug}: ${detail.field}: ${detail.error}`) ?? [];
    throw new StartError([`${slug}: ${error.message} Nothing was published.`, ...told].join('\n'));
  });
}
