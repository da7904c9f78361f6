import { RE2JS } from 're2js';

/**
 * A pattern in a linear-time engine: an editor's `(a+)+$` cannot hang the server.
 * Throws when RE2 does not know a construct (look-around, back-references).
 */
export function compile(pattern: string): RE2JS {
  return RE2JS.compile(RE2JS.translateRegExp(pattern));
}

/** What is wrong with a pattern, or undefined: it must mean something to the server and to the browser alike. */
export function problem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'This is not a valid pattern.';
  }
  try {
    compile(pattern);
  } catch {
    return 'This pattern uses something that is not supported, such as look-around, a back-reference or a very long repeat.';
  }
}
