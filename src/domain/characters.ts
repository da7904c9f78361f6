// Control characters and lone surrogates are never text: PostgreSQL refuses some, terminals and logs obey others.
const notALine = /[\p{Cc}\p{Cs}]/u;
const notAText = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** Whether a string is free of control characters and lone surrogates; `lines` admits tab and line ends. */
export const isClean = (value: string, lines = false) => !(lines ? notAText : notALine).test(value);

/** Length in code points, as PostgreSQL and JSON Schema count it. */
export const lengthOf = (value: string) => [...value].length;

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
/** An address in Unicode (RFC 6531): a local part without spaces or quotes, a domain of at least two labels. */
export const emailPattern = new RegExp(
  `^(?!\\.)(?!.*\\.\\.)[^\\s@"(),:;<>\\[\\\\\\]\\p{Cc}\\p{Cs}]{1,64}(?<!\\.)@(?:${label}\\.)+${label}$`,
  'u',
);
