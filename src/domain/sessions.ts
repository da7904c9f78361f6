import { type Db, inTransaction } from '../db/pool.js';
import * as store from '../db/sessions.js';
import type { User } from '../db/types.js';
import * as users from '../db/users.js';
import { errors } from '../errors.js';
import type { SignedIn } from './actors.js';
import * as attempts from './attempts.js';
import type { Keyring } from './keyring.js';
import type { Hasher } from './passwords.js';
import { accessLifetime, hashOf, newRefreshToken, refreshLifetime, type Tokens } from './tokens.js';

/** What signing in needs beside the database. */
export interface Auth {
  hasher: Hasher;
  keyring: Keyring;
  tokens: Tokens;
  /** Days that a session lasts at most. */
  sessionDays: number;
}

export interface Grant {
  user: User;
  access_token: string;
  refresh_token: string;
  token_type: 'Bearer';
  /** Seconds until the access token expires. */
  expires_in: number;
}

/** Sessions that one account has at most: a sign-in beyond ends the one that was used longest ago. */
const mostSessions = 100;

/** Seconds in which a spent refresh token, its successor unused, is answered with that successor again. */
const grace = 10;

/**
 * Begins a session for a user who has just registered or shown who he is. Throws INVALID_CREDENTIALS where he showed it
 * by what was changed meanwhile.
 */
export async function start(
  db: Db,
  { keyring, tokens, sessionDays }: Auth,
  user: User & { mark?: string },
  origin: store.Origin,
): Promise<Grant> {
  const refreshToken = newRefreshToken();
  const { sessionId, signedIn } = await inTransaction(db, async (tx) => {
    const signedIn = await users.update(tx, user.id, { last_login_at: new Date() });
    // The row is locked by now: whoever ends all sessions comes before or after this one.
    if (user.mark !== undefined && user.mark !== (await users.mark(tx, user.id))) throw errors.invalidCredentials();
    const sessionId = await store.insert(tx, user.id, origin);
    await store.endBeyond(tx, user.id, mostSessions);
    await store.insertToken(tx, sessionId, hashOf(refreshToken), lifetime(sessionDays));
    await attempts.remember(tx, keyring, user.id, origin.ip);
    return { sessionId, signedIn };
  });
  return grant(tokens, signedIn, sessionId, refreshToken);
}

/** The actor behind an access token. Throws TOKEN_EXPIRED, UNAUTHENTICATED (also when the session has ended). */
export async function authenticate(db: Db, { tokens }: Auth, accessToken: string) {
  const { userId, sessionId } = await tokens.verify(accessToken);
  const user = await store.findUser(db, sessionId, userId);
  if (!user) throw errors.unauthenticated();
  return { user, sessionId };
}

/**
 * Exchanges a refresh token for a new pair (rotation with reuse detection, RFC 9700, 4.14.2). The row lock makes
 * uses at once, on any instance, come one after the other: one successor, ever.
 * Throws UNAUTHENTICATED, TOKEN_EXPIRED (also when the session has lasted as long as it may), TOKEN_REUSED.
 */
export async function refresh(db: Db, { tokens, sessionDays }: Auth, refreshToken: string): Promise<Grant> {
  const outcome = await inTransaction(db, (tx) => rotate(tx, refreshToken, { tokens, sessionDays }));
  // Thrown only now: the end of a stolen session must be committed.
  if ('refusal' in outcome) throw outcome.refusal;
  return grant(tokens, outcome.user, outcome.sessionId, outcome.successor);
}

async function rotate(tx: Db, refreshToken: string, { tokens, sessionDays }: Pick<Auth, 'tokens' | 'sessionDays'>) {
  const token = await store.lockToken(tx, hashOf(refreshToken));
  if (!token) return { refusal: errors.unauthenticated() };
  const successors = tokens.successors(refreshToken);
  const given = token.used_at === null || token.spent_for > grace ? undefined : await unused(tx, successors);
  if (token.used_at !== null && given === undefined) {
    await store.end(tx, token.session_id);
    return { refusal: errors.tokenReused() };
  }
  if (token.ended_at) return { refusal: errors.unauthenticated() };
  const left = lifetime(sessionDays, token.session_age);
  if (token.expired || left <= 0) return { refusal: errors.tokenExpired() };
  const user = await store.findUser(tx, token.session_id, token.user_id);
  if (!user) return { refusal: errors.unauthenticated() };
  if (token.used_at === null) {
    await store.spendToken(tx, token.id);
    await store.insertToken(tx, token.session_id, hashOf(successors[0]), left);
    await store.touch(tx, token.session_id);
  }
  return { user, sessionId: token.session_id, successor: given ?? successors[0] };
}

/** Seconds that a refresh token is good for: no longer than its session, which began so many seconds ago. */
const lifetime = (days: number, age = 0) => Math.min(refreshLifetime, days * 24 * 60 * 60 - age);

/** The successor that was given out and is unused: under an older secret perhaps, by another instance or before a restart. */
async function unused(tx: Db, successors: string[]): Promise<string | undefined> {
  for (const successor of successors) if (await store.isTokenUnused(tx, hashOf(successor))) return successor;
  return undefined;
}

/** Ends the session the actor came with, and his own one behind a refresh token: access tokens too are refused at once. */
export async function signOut(db: Db, actor: SignedIn, refreshToken?: string): Promise<void> {
  if (actor.sessionId) await store.end(db, actor.sessionId);
  const token = refreshToken === undefined ? undefined : await store.lockToken(db, hashOf(refreshToken));
  if (token?.user_id === actor.id) await store.end(db, token.session_id);
}

/** Ends the session behind a refresh token that whoever holds it gives away, such as by signing in anew. */
export async function giveUp(db: Db, refreshToken: string): Promise<void> {
  const token = await store.lockToken(db, hashOf(refreshToken));
  if (token) await store.end(db, token.session_id);
}

/** Ends one of the actor's own sessions. Throws NOT_FOUND. */
export async function endOwn(db: Db, actor: SignedIn, sessionId: string): Promise<void> {
  if (!(await store.endOne(db, actor.id, sessionId))) throw errors.notFound();
}

async function grant(tokens: Tokens, user: User, sessionId: string, refreshToken: string): Promise<Grant> {
  const accessToken = await tokens.issue(user.id, sessionId);
  return {
    user,
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: accessLifetime,
  };
}
