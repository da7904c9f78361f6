import type { z } from 'zod';
import { claimsOn } from '../db/imports.js';
import type { Db } from '../db/pool.js';
import { type Separator, unguarded } from './csv.js';
import { columnOf, isActiveOf, roleOf } from './import-words.js';
import { isBlank, type Line, readSpreadsheet, type Unreadable } from './spreadsheets.js';
import { ImportedUser } from './users.js';
import { detailsOf } from './validation.js';

export type Person = z.output<typeof ImportedUser>;
export type Column = keyof Person;

/** What is wrong with a cell, or, without a column, with its line. */
export interface Complaint {
  /** As the file calls it. */
  heading: string | null;
  value: string;
  rule: string;
  /** Of an email that is there twice: the line it stands in first. Of a wrong number of cells: how many were expected. */
  other?: number;
}

export interface BadLine extends Line {
  complaints: Complaint[];
}

/** Why a file can't be imported at all, and the heading that is meant. */
export type Unfit = Unreadable | { rule: 'no_email' | 'same_column'; heading?: string; line?: undefined };

interface Columns {
  columns: { heading: string; column: Column; at: number }[];
  ignored: string[];
}

/** The people of a file in the order of its lines, and the lines that are none, with what is wrong. */
export async function peopleOf(db: Db, csv: string) {
  const nothing = { separator: ',' as Separator, head: [], columns: [], ignored: [], people: [], bad: [] };
  const sheet = readSpreadsheet(csv);
  if ('rule' in sheet) return { ...nothing, unfit: sheet as Unfit };
  const known = columnsOf(sheet.head);
  if ('rule' in known) return { ...nothing, unfit: known };
  const read = sheet.lines.map((line) => ({ ...line, ...personOf(line, sheet.head.length, known) }));
  await refuseClaimed(db, read, known);
  const people = read.flatMap(({ person, complaints }) => (person && !complaints.length ? [person] : []));
  const bad: BadLine[] = read
    .filter(({ complaints }) => complaints.length)
    .map(({ line, cells, complaints }) => ({ line, cells, complaints }));
  const columns = known.columns.map(({ heading, column }) => ({ heading, column: column as string }));
  return { separator: sheet.separator, head: sheet.head, columns, ignored: known.ignored, people, bad };
}

function columnsOf(head: string[]): Columns | Unfit {
  const all = head.map((heading, at) => ({ heading, at, column: columnOf(heading) }));
  const columns = all.flatMap(({ column, ...one }) => (column ? [{ ...one, column }] : []));
  const twice = columns.find(({ column, at }) => columns.some((other) => other.column === column && other.at < at));
  if (twice) return { rule: 'same_column', heading: twice.heading };
  if (!columns.some(({ column }) => column === 'email')) return { rule: 'no_email' };
  const ignored = all.filter(({ column, heading }) => !column && heading).map(({ heading }) => heading);
  return { columns, ignored };
}

interface Read {
  person?: Person;
  complaints: Complaint[];
}

function personOf({ cells }: Line, expected: number, { columns }: Columns): Read {
  // A spreadsheet fills lines up with empty cells.
  const isTooWide = cells.length > expected && !cells.slice(expected).every(isBlank);
  if (isTooWide || cells.length < expected)
    return { complaints: [{ heading: null, value: String(cells.length), rule: 'cells', other: expected }] };
  const given = Object.fromEntries(columns.map(({ column, at }) => [column, unguarded(cells[at] ?? '')]));
  const result = ImportedUser.safeParse(valuesOf(given));
  if (result.success) return { person: result.data, complaints: [] };
  const complaints = detailsOf(result.error.issues).map(({ field, rule = 'invalid' }) => {
    const value = given[field] ?? '';
    const isMissing = field === 'email' && isBlank(value);
    const heading = columns.find(({ column }) => column === field)?.heading ?? field;
    return { heading, value, rule: isMissing ? 'required' : field === 'full_name' ? rule : field };
  });
  return { complaints };
}

/** Cells as values: empty ones leave it to what is usual. */
function valuesOf(given: Partial<Record<string, string>>): Record<string, unknown> {
  const { email, full_name = '', role = '', is_active = '' } = given;
  return {
    email,
    full_name: isBlank(full_name) ? null : full_name,
    ...(isBlank(role) ? {} : { role: roleOf(role) }),
    ...(isBlank(is_active) ? {} : { is_active: isActiveOf(is_active) }),
  };
}

/** An email is one person's: not another line's, nor an account's. Emails that are none are not looked for. */
async function refuseClaimed(db: Db, read: (Line & Read)[], { columns }: Columns): Promise<void> {
  const { at = 0, heading = '' } = columns.find(({ column }) => column === 'email') ?? {};
  const asked = read.filter(({ complaints }) => !complaints.some(({ rule }) => notAsked.has(rule)));
  const emails = asked.map(({ cells }) =>
    unguarded(cells[at] ?? '')
      .normalize('NFC')
      .trim(),
  );
  const claims = await claimsOn(db, emails);
  for (const [index, { first, is_taken }] of claims.entries()) {
    const value = emails[index] ?? '';
    const complaints = asked[index]?.complaints;
    if (is_taken) complaints?.push({ heading, value, rule: 'taken' });
    if (first < index) complaints?.push({ heading, value, rule: 'twice', other: asked[first]?.line });
  }
}

const notAsked = new Set(['cells', 'required', 'email']);
