import { Secret, TOTP } from 'otpauth';
import type { SignedIn } from '../../src/domain/actors.js';
import * as factors from '../../src/domain/second-factors.js';
import { password } from './app.js';
import { testAuth } from './auth.js';
import type { TestDatabase } from './database.js';

/** Sets up an account's second factor; returns its recovery codes. */
export async function withSecondFactor({ db }: Pick<TestDatabase, 'db'>, userId: string): Promise<string[]> {
  const actor: SignedIn = { id: userId, role: 'support', door: 'admin' };
  await factors.begin(db, testAuth.keyring, actor);
  const told = await factors.enrolment(db, testAuth.keyring, { id: userId, email: 'x' });
  const code = new TOTP({ secret: told?.secret }).generate();
  return factors.confirm(db, testAuth, actor, { password, code });
}

/** What an account's app shows now, as if no code of it had been used yet. */
export async function freshCode({ db }: Pick<TestDatabase, 'db'>, userId: string, timestamp = Date.now()) {
  const { secret } = await db
    .updateTable('second_factors')
    .set({ last_step: null })
    .where('user_id', '=', userId)
    .returning('secret')
    .executeTakeFirstOrThrow();
  const opened = testAuth.keyring.open('second factor', secret) ?? '';
  return new TOTP({ secret: Secret.fromBase32(opened) }).generate({ timestamp });
}
