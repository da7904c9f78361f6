import type { Role } from '../db/types.js';
import { unguarded } from './csv.js';

// What a file may call things, in English and German: it is written by people, or comes out of another system.
const columns = {
  email: [
    'email',
    'e_mail',
    'mail',
    'email_address',
    'e_mail_address',
    'e_mail_adresse',
    'emailadresse',
    'mailadresse',
  ],
  full_name: ['full_name', 'fullname', 'name', 'vollständiger_name', 'vor_und_nachname', 'vor_und_zuname'],
  role: ['role', 'rolle'],
  is_active: ['is_active', 'active', 'ist_aktiv', 'aktiv'],
};

const roles: Record<Role, string[]> = {
  member: ['member', 'mitglied'],
  support: ['support'],
  editor: ['editor', 'redaktion', 'redakteur', 'redakteurin'],
  admin: ['admin', 'administrator', 'administratorin', 'administration'],
};

const yes = ['true', 'yes', '1', 'active', 'wahr', 'ja', 'aktiv'];
const no = ['false', 'no', '0', 'inactive', 'falsch', 'nein', 'inaktiv'];

const plain = (text: string) =>
  unguarded(text)
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

const keyOf = <K extends string>(words: Record<K, string[]>, text: string) =>
  (Object.keys(words) as K[]).find((key) => words[key].includes(plain(text)));

/** The column that a heading means. */
export const columnOf = (heading: string) => keyOf(columns, heading);

/** The role that is meant; what is none stays as it is, for the rules to refuse. */
export const roleOf = (text: string): string => keyOf(roles, text) ?? text;

export function isActiveOf(text: string): boolean | string {
  const word = plain(text);
  return yes.includes(word) ? true : no.includes(word) ? false : text;
}
