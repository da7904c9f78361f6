import { StartError } from '../config.js';
import { type Db, inTransaction } from '../db/pool.js';
import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import { DomainError } from '../errors.js';
import { difference, same } from './documents.js';
import { type File, readFiles } from './files.js';
import type { Asked, Base, Folder } from './folders.js';

const actor = system('cli');

/** Makes drafts what the changed files say: all of them or none. Throws StartError, and what writing a draft throws. */
export async function push({ db, folder, slugs, say }: Asked): Promise<number> {
  const bases = folder.bases();
  const files = readFiles(folder, slugs);
  const changed = files.filter(({ slug, document }) => !same(document, bases.get(slug)?.document));
  refuseContradictions(folder, changed);
  const { pushed, touched, now, there } = await inTransaction(db, (tx) => pushAll(tx, folder, changed));
  folder.keep(now);
  const behind = files.filter(
    (file) => !touched.includes(file.slug) && !same(there.get(file.slug)?.document, file.document),
  );
  for (const slug of pushed) say(`pushed  ${folder.path(slug)}`);
  if (touched.length) say(`Fields of the library changed for these drafts too: ${touched.join(', ')}. Pull them.`);
  if (behind.length) {
    const paths = behind.map(({ slug }) => folder.path(slug));
    say(`Not what the database says, and not changed here: ${paths.join(', ')}. Pull, or see what diff says.`);
  }
  if (!pushed.length) say('Nothing to push.');
  return 0;
}

async function pushAll(tx: Db, folder: Folder, files: File[]) {
  const slugs = files.map(({ slug }) => slug);
  await drafts.hold(tx, actor, slugs);
  const before = await draftsBySlug(tx);
  const asked = files.filter(({ slug, document }) => !same(before.get(slug)?.document, document));
  refuseStale(folder, asked, before);
  for (const file of asked) await write(tx, folder, file);
  const after = await draftsBySlug(tx);
  const pushed = asked.map(({ slug }) => slug);
  const isTouched = ([slug, { etag }]: [string, Base]) => !pushed.includes(slug) && before.get(slug)?.etag !== etag;
  const touched = [...after].filter(isTouched).map(([slug]) => slug);
  // What the database said already is known to be there now, too.
  return { pushed, touched, there: after, now: new Map(files.map(({ slug }) => [slug, after.get(slug) as Base])) };
}

async function write(tx: Db, folder: Folder, { slug, document }: File): Promise<void> {
  await drafts.write(tx, actor, { slug }, document).catch((error) => {
    if (!(error instanceof DomainError)) throw error;
    throw new StartError(`${folder.path(slug)}: ${error.message} Nothing was pushed.`);
  });
}

async function draftsBySlug(tx: Db): Promise<Map<string, Base>> {
  const all = await drafts.all(tx, actor);
  return new Map(all.map(({ etag, document }) => [document.slug, { etag, document }]));
}

/** Somebody changed the draft since it was pulled: what he changed is told, and nothing is pushed over it. */
function refuseStale(folder: Folder, asked: File[], there: Map<string, Base>): void {
  const bases = folder.bases();
  const stale = asked.filter(({ slug }) => !same(bases.get(slug)?.document, there.get(slug)?.document));
  if (!stale.length) return;
  const told = stale.map(({ slug }) => {
    const now = there.get(slug)?.document;
    const was = bases.get(slug)?.document;
    const name = `database/${slug}`;
    const what =
      now === undefined ? 'is gone from the database' : was ? 'was changed in the database' : 'is there already';
    const change = difference({ name: `${name} when pulled`, document: was }, { name: `${name} now`, document: now });
    return `The draft of ${slug} ${what}:\n${change}`;
  });
  const advice = 'Nothing was pushed. Keep your files, pull with --force, and make your changes again.';
  throw new StartError([...told, advice].join('\n'));
}

/** A field is the library's, so two files can't make two things of it. */
function refuseContradictions(folder: Folder, files: File[]): void {
  const seen = new Map<string, { text: string; slug: string }>();
  const problems: string[] = [];
  for (const { slug, document } of files) {
    for (const { required, ...field } of document.pages.flatMap((page) => page.fields)) {
      const text = JSON.stringify(field);
      const other = seen.get(field.key);
      if (other && other.text !== text)
        problems.push(`The field ${field.key} is not the same in ${folder.path(other.slug)} and ${folder.path(slug)}.`);
      seen.set(field.key, { text, slug });
    }
  }
  if (problems.length) throw new StartError(problems.join('\n'));
}
