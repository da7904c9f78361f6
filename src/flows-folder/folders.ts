import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { StartError } from '../config.js';
import type { Db } from '../db/pool.js';
import { normal } from '../domain/drafts.js';
import { slug } from '../domain/text.js';
import { type FlowDocument, fromYaml, type Read, toYaml } from './documents.js';

/** What a command is given. `slugs`: the flows it is about, all where none is named. */
export interface Asked {
  db: Db;
  folder: Folder;
  slugs: string[];
  force: boolean;
  notes?: string;
  say: (line: string) => void;
}

/** The state of the database's draft that a file was pulled from or pushed to. */
export interface Base {
  etag: string;
  document: FlowDocument;
}

export interface Folder {
  /** The slugs of its files, by name. Throws StartError where a file is not called after a flow. */
  slugs(): string[];
  /** A file's path, as it is told. */
  path(slug: string): string;
  /** undefined: there is no such file. */
  read(slug: string): Read | undefined;
  write(slug: string, document: FlowDocument): void;
  bases(): Map<string, Base>;
  /** Keeps these states beside those there are. */
  keep(bases: Map<string, Base>): void;
}

const bases = z.record(slug, z.strictObject({ etag: z.string(), document: z.unknown() }));

/** A folder of flows, a YAML file each; `.doorstep.json` beside them says what they were pulled from. Throws StartError. */
export function openFolder(dir: string, { mayMake }: { mayMake: boolean }): Folder {
  if (mayMake) make(dir);
  const shown = (name: string) => join(relative(process.cwd(), dir) || '.', name);
  const stateFile = '.doorstep.json';
  const readBases = () => basesOf(read(dir, stateFile), shown(stateFile));
  return {
    slugs: () => list(dir).map((name) => slugOf(name, shown)),
    path: (name) => shown(`${name}.yaml`),
    read: (name) => {
      const text = read(dir, `${name}.yaml`);
      return text === undefined ? undefined : fromYaml(text, name);
    },
    write: (name, document) => replace(dir, `${name}.yaml`, toYaml(document)),
    bases: readBases,
    keep: (more) => {
      const all = [...readBases(), ...more].sort(([one], [other]) => (one < other ? -1 : 1));
      replace(dir, stateFile, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
    },
  };
}

function make(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new StartError(`The folder ${dir} can't be made: ${(error as Error).message}.`);
  }
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch {
    throw new StartError(`There is no folder ${dir}. Pull first, or name it with --dir.`);
  }
}

function slugOf(name: string, shown: (name: string) => string): string {
  const found = basename(name, '.yaml');
  if (!name.endsWith('.yaml') || !slug.safeParse(found).success)
    throw new StartError(`${shown(name)} is not called after a flow: its name must be the flow's slug and .yaml.`);
  return found;
}

/** undefined: there is no such file. A link could lead out of the folder, so it is none of its files. */
function read(dir: string, name: string): string | undefined {
  const path = join(dir, name);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new StartError(`${path} is not a plain file.`);
  return found && textOf(readFileSync(path), path);
}

/** What is no UTF-8 would come out as other letters than it says. */
function textOf(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StartError(`${path} is not in UTF-8.`);
  }
}

/** Whole or not at all, however it ends. What is there is replaced, never written through. */
function replace(dir: string, name: string, text: string): void {
  if (read(dir, name) === text) return;
  const draft = join(dir, `.${name}.${process.pid}`);
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, join(dir, name));
}

function basesOf(text: string | undefined, path: string): Map<string, Base> {
  if (text === undefined) return new Map();
  try {
    const read = Object.entries(bases.parse(JSON.parse(text)));
    return new Map(read.map(([name, { etag, document }]) => [name, { etag, document: normal(document) }]));
  } catch {
    throw new StartError(`${path} can't be read. Put it back as it was, or remove it and pull with --force.`);
  }
}
