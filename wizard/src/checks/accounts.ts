import { emailPattern, lengthOf } from '../../../src/domain/characters.js';
import { texts } from '../texts/texts.js';
import type { Complaints } from './pages.js';

const say = texts.complaints;

/** What the server would say to an account's email and a password being chosen; common passwords it knows alone. */
export function checkAccount(email: string, password: string): Complaints {
  return present({ email: checkEmail(email), password: checkNewPassword(password.normalize('NFC')) });
}

/** Of a password being tried only that there is one. */
export function checkCredentials(email: string, password: string): Complaints {
  return present({ email: checkEmail(email), password: password ? undefined : say.required });
}

/** Of the own password, asked for once more. */
export const checkOwnPassword = (password: string): Complaints =>
  present({ password: password ? undefined : say.required });

/** Of an email alone, and of a password alone: what is asked for on the way to a new password. */
export const checkAddress = (email: string): Complaints => present({ email: checkEmail(email) });
export const checkPassword = (password: string): Complaints =>
  present({ password: checkNewPassword(password.normalize('NFC')) });

function checkEmail(text: string): string | undefined {
  const email = text.normalize('NFC').trim();
  if (email === '') return say.required;
  return emailPattern.test(email) && lengthOf(email) <= 254 ? undefined : say.formats.email;
}

function checkNewPassword(password: string): string | undefined {
  if (password === '') return say.required;
  if ([...password].length < 8) return say.minLength(8);
  // bcrypt reads 72 bytes and no further.
  return new TextEncoder().encode(password).length > 72 ? say.passwordTooLong : undefined;
}

const present = (all: Record<string, string | undefined>): Complaints =>
  Object.fromEntries(Object.entries(all).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
