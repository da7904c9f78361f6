import { StartError } from '../config.js';
import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import { same } from './documents.js';
import type { Asked, Folder } from './folders.js';

/** Writes drafts into the folder. A file that says the same already is left as it is, its comments too. Throws StartError. */
export async function pull({ db, folder, slugs, force, say }: Asked): Promise<number> {
  const all = await drafts.all(db, system('cli'));
  const unknown = slugs.filter((slug) => !all.some(({ document }) => document.slug === slug));
  if (unknown.length) throw new StartError(`There is no flow ${unknown.join(', ')}.`);
  // What is archived rests; by its name it can be had.
  const asked = all.filter(({ document, flow }) =>
    slugs.length ? slugs.includes(document.slug) : !flow.is_archived || folder.read(document.slug),
  );
  const changed = asked.filter(({ document }) => isChangedHere(folder, document));
  if (changed.length && !force) {
    const paths = changed.map(({ document }) => folder.path(document.slug));
    throw new StartError(
      `Changed here since the last pull: ${paths.join(', ')}. Push them, or overwrite them with --force. Nothing was pulled.`,
    );
  }
  let written = 0;
  for (const { document } of asked) {
    if (same(folder.read(document.slug)?.document, document)) continue;
    folder.write(document.slug, document);
    say(`pulled  ${folder.path(document.slug)}`);
    written += 1;
  }
  folder.keep(new Map(asked.map(({ etag, document }) => [document.slug, { etag, document }])));
  if (!written) say('Nothing to pull.');
  return 0;
}

/** Whether a file holds what neither the database has nor was pulled from it: it would be lost. */
function isChangedHere(folder: Folder, document: drafts.Draft['document']): boolean {
  const file = folder.read(document.slug);
  if (!file || same(file.document, document)) return false;
  return !same(file.document, folder.bases().get(document.slug)?.document);
}
