import { StartError } from '../config.js';
import type { FlowDocument } from './documents.js';
import type { Folder } from './folders.js';

export interface File {
  slug: string;
  document: FlowDocument;
}

/** The files asked for, each read and valid. Throws StartError naming every file and path that is not. */
export function readFiles(folder: Folder, slugs: string[]): File[] {
  const names = slugs.length ? slugs : folder.slugs();
  const problems: string[] = [];
  const files = names.flatMap((slug): File[] => {
    const read = folder.read(slug) ?? { problems: ['There is no such file.'] };
    if (read.problems === undefined) return [{ slug, document: read.document }];
    problems.push(...read.problems.map((problem) => `${folder.path(slug)}: ${problem}`));
    return [];
  });
  if (problems.length) throw new StartError(problems.join('\n'));
  return files;
}
