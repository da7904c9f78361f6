import { z } from 'zod';
import { type Db, inTransaction } from '../db/pool.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { Actor, SignedIn } from './actors.js';
import * as audit from './audit.js';
import { askToVerify } from './credentials.js';
import type { Keyring } from './keyring.js';
import { line } from './text.js';
import { redeem } from './user-tokens.js';
import { parse } from './validation.js';

export const Verification = z.strictObject({ token: line(200) });

/** Confirms the email a link was sent to. Throws VALIDATION_ERROR at `token`. */
export async function verify(db: Db, actor: Actor, input: unknown): Promise<void> {
  const { token } = parse(Verification, input);
  await redeem(db, token, 'verify_email', async (tx, user) => {
    const after = await users.update(tx, user.id, { email_verified_at: new Date() });
    // Whoever has the link acts as the account it was sent to, signed in or not.
    const change = { action: 'user.email_verified', entity: 'users', entityId: user.id, before: user, after };
    await audit.record(tx, { ...actor, id: user.id }, change);
  });
}

/** Sends the link anew, unless the email is confirmed already; the one before is void then. Returns whether it was sent. */
export async function resend(db: Db, keyring: Keyring, actor: SignedIn): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const user = await users.lock(tx, actor.id);
    if (!user || user.deleted_at) throw errors.notFound();
    if (user.email_verified_at) return false;
    await askToVerify(tx, keyring, user, actor.language);
    await audit.record(tx, actor, { action: 'user.verification_sent', entity: 'users', entityId: user.id });
    return true;
  });
}
