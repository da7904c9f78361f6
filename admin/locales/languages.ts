import { de } from './de.js';
import { en, type Words } from './en.js';

/** The languages of the back office, each one file in this folder; the first stands in for what is not known. */
export const languages: Record<string, Words> = { en, de };

/** The words of a language; those of English for one that is not here. */
export const wordsIn = (language: string): Words => languages[language] ?? en;
