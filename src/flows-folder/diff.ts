import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import { difference, same } from './documents.js';
import { readFiles } from './files.js';
import type { Asked } from './folders.js';

/** Tells what leads from the database's drafts to the folder's files. Returns 1 where there is a difference. Throws StartError. */
export async function diff({ db, folder, slugs, say }: Asked): Promise<number> {
  const all = await drafts.all(db, system('cli'));
  let found = 0;
  for (const { slug, document } of readFiles(folder, slugs)) {
    const there = all.find((draft) => draft.document.slug === slug)?.document;
    if (same(there, document)) continue;
    say(difference({ name: `database/${slug}`, document: there }, { name: folder.path(slug), document }));
    found = 1;
  }
  return found;
}
