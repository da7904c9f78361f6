import type { Db } from '../../src/db/pool.js';
import type { UserTokenPurpose } from '../../src/db/types.js';
import * as passwordResets from '../../src/domain/password-resets.js';
import { tokenOf } from '../../src/domain/user-tokens.js';
import { testAuth } from './auth.js';

/** The token in the latest link that an account was sent; the mails themselves are tested where mails are. */
export async function tokenFor(db: Db, email: string, purpose: UserTokenPurpose): Promise<string> {
  const { id } = await db
    .selectFrom('user_tokens')
    .select('id')
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return tokenOf(testAuth.keyring, id);
}

/** What the job does that “forgot my password” leaves behind, and the token of its link. */
export async function resetTokenFor(db: Db, email: string): Promise<string> {
  await passwordResets.request(db, testAuth.keyring, email);
  return tokenFor(db, email, 'reset_password');
}
