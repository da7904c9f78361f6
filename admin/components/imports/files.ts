import { csvLine, utf8Mark } from '../../../src/domain/csv.js';
import type { Report } from '../../../src/domain/imports.js';
import { words } from '../shared/words.js';

const texts = words.imports;

/** What was chosen, dropped or pasted. */
export interface Source {
  name: string;
  text: string;
  encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

export const mostBytes = 1024 * 1024;

/** A file as text: in UTF-8, in UTF-16 where it says so, else as Excel writes it under Windows. Throws an Error with words. */
export async function read(file: File): Promise<Source> {
  const bytes = new Uint8Array(await contentOf(file));
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const { name } = file;
  if (isUtf16) {
    const text = new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
    return { name, text, encoding: 'UTF-16' };
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { name, text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** Of a folder that was dropped, or a file that was moved meanwhile, a browser speaks in its own words. */
const contentOf = (file: File) =>
  file.arrayBuffer().catch(() => {
    throw new Error(texts.unfit.unreadable?.({}));
  });

/** Saves the bad lines as they stand in the file, each with what is wrong, to be mended and imported then. */
export function saveBad({ head, bad, separator }: Report): void {
  const lines = bad.map(({ cells, complaints }) => {
    const wrong = complaints.map(({ heading, ...one }) => [heading, whatIsWrong(one)].filter(Boolean).join(': '));
    const missing = Array(Math.max(0, head.length - cells.length)).fill('');
    return csvLine([...cells, ...missing, wrong.join(' ')], separator);
  });
  save(`${texts.badFile}.csv`, [csvLine([...head, texts.whatIsWrong], separator), ...lines]);
}

export function saveExample(): void {
  save('example.csv', [
    csvLine(['email', 'name', 'role', 'active']),
    csvLine(['ann@example.com', 'Ann Miller', 'member', 'yes']),
    csvLine(['bob@example.com', 'Bob Meier', '', '']),
  ]);
}

function save(name: string, lines: string[]): void {
  const url = URL.createObjectURL(new Blob([utf8Mark, ...lines], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

export const whatIsWrong = ({ rule, other }: { rule: string; other?: number }) =>
  texts.wrong[rule]?.({ other }) ?? rule;
