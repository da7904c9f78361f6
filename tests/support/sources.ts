import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { projectRoot } from '../../src/config.js';

export interface Source {
  /** From the project's folder, with slashes. */
  path: string;
  text: string;
}

/** The project's own source files below these folders. */
export function sources(folders: string[], endings = /\.(ts|tsx|js)$/): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|[\\/]dist[\\/]|api\.d\.ts$/.test(file))
    .map((file) => ({
      path: file.slice(projectRoot.length + 1).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

export interface Import {
  from: string;
  /** A package's name, or the imported file's path from the project's folder, without its ending. */
  to: string;
  /** Gone when it runs: only a type. */
  typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;

/** What a file imports, at its top or later. */
export function imports({ path, text }: Source): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, top, later]) => {
    const name = top ?? later ?? '';
    const to = name.startsWith('.') ? posix.join(posix.dirname(path), name).replace(/\.(js|tsx?)$/, '') : name;
    return { from: path, to, typeOnly: type !== undefined };
  });
}
