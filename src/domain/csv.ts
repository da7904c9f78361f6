export type Separator = ',' | ';' | '\t';

/** A line of CSV (RFC 4180) that no spreadsheet takes for a formula. */
export const csvLine = (values: string[], separator: Separator = ',') =>
  `${values.map((value) => quoted(guarded(value))).join(separator)}\r\n`;

/** The mark by which spreadsheets know UTF-8. */
export const utf8Mark = '\uFEFF';

/** A cell that begins like a formula begins with an apostrophe instead: no spreadsheet runs it (OWASP, CSV Injection). */
const guarded = (text: string) => (/^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text);

/** The cell as it was: a file of ours that was mended comes back with its apostrophes. */
export const unguarded = (text: string) => (/^'\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? text.slice(1) : text);

const quoted = (text: string) => (/[",;\t\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
