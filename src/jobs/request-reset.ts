import * as passwordResets from '../domain/password-resets.js';
import type { Setting } from './tasks.js';

/** Looks up whose password is to be reset, where nobody can measure how long that takes. */
export async function requestReset(
  { db, keyring }: Setting,
  { email, language }: { email: string; language?: string },
): Promise<void> {
  await passwordResets.request(db, keyring, email, language);
}
