import { CsvError, parse } from 'csv-parse/sync';
import { type Separator, utf8Mark } from './csv.js';

export const mostBytes = 1024 * 1024;
export const mostLines = 5000;
const mostColumns = 50;

export interface Line {
  /** Where it begins in the file, as an editor counts. */
  line: number;
  cells: string[];
}

export interface Spreadsheet {
  separator: Separator;
  head: string[];
  lines: Line[];
}

/** Why a file can't be read as a table at all. */
export interface Unreadable {
  rule: 'empty' | 'bytes' | 'lines' | 'columns' | 'binary' | 'quote';
  /** Of a quotation mark that is never closed. */
  line?: number;
}

/**
 * The table of a CSV file, its first line being the headings: separated by commas, semicolons or tabs, whichever the
 * headings have most of. Lines without anything in them are passed over.
 */
export function readSpreadsheet(given: string): Spreadsheet | Unreadable {
  if (Buffer.byteLength(given) > mostBytes) return { rule: 'bytes' };
  if (given.includes('\0')) return { rule: 'binary' };
  const text = (given.startsWith(utf8Mark) ? given.slice(1) : given).replace(/\r\n?/g, '\n');
  const separator = separatorOf(text);
  const all = linesOf(text, separator);
  if (!Array.isArray(all)) return all;
  const [head, ...lines] = all;
  if (!head || head.cells.every(isBlank)) return { rule: 'empty' };
  if (head.cells.length > mostColumns) return { rule: 'columns' };
  if (lines.length > mostLines) return { rule: 'lines' };
  return {
    separator,
    head: head.cells.map((cell) => cell.trim()),
    lines: lines.filter(({ cells }) => !cells.every(isBlank)),
  };
}

export const isBlank = (cell: string) => cell.trim() === '';

function linesOf(text: string, delimiter: Separator): Line[] | Unreadable {
  const options = {
    ...{ delimiter, record_delimiter: '\n', info: true, raw: true, to: mostLines + 2 },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
  } as const;
  try {
    const parsed = parse(text, options) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    return parsed.map(({ record, raw, info }) => ({ line: info.lines - breaksIn(raw), cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    return { rule: 'quote', line: lineOf(text, String(error.raw ?? '')) };
  }
}

/** Line breaks inside a record: not those of empty lines before it, nor its own end. */
const breaksIn = (raw: string) => raw.replace(/^\n+|\n$/g, '').split('\n').length - 1;

/** Where what was left over at the end begins. */
function lineOf(text: string, rest: string): number {
  const before = text.slice(0, text.length - rest.replace(/^\n+/, '').length);
  return before.split('\n').length;
}

/** What the headings are separated by, where it does not stand between quotation marks. */
function separatorOf(text: string): Separator {
  const [first = ''] = text.trimStart().split('\n', 1);
  const bare = first.replace(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  const [most = ','] = ([',', ';', '\t'] as const).toSorted((one, other) => count(other) - count(one));
  return most;
}
