import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { plainAddress } from '../addresses.js';
import type { Role } from '../db/types.js';
import type { Actor, Claimant } from '../domain/actors.js';
import { mailLanguages } from '../domain/mail-texts.js';
import { isMissing } from '../domain/second-factors.js';
import * as sessions from '../domain/sessions.js';
import type { Deps } from './route.js';

/** Somebody without an account, or who need not show one. */
export const visitorOf = (request: Request): Actor => ({
  id: null,
  role: 'visitor',
  door: 'api',
  ip: plainAddress(request.ip),
  requestId: String(request.id),
  language: languageOf(request),
});

/** Of the languages that mails are written in the one that the request prefers; `*` prefers none. */
function languageOf(request: Request): string | undefined {
  const header = request.get('accept-language') ?? '*';
  return (header.trim() !== '*' && request.acceptsLanguages([...mailLanguages])) || undefined;
}

/**
 * The account behind a request's Bearer token. Where staff must have a second factor, one of them is a member like any
 * other until he has. Throws UNAUTHENTICATED, TOKEN_EXPIRED.
 */
export async function actorOf({ db, auth, config }: Deps, request: Request) {
  const { user, sessionId } = await sessions.authenticate(db, auth, bearerOf(request));
  const lacksFactor = await isMissing(db, config, user);
  const role: Role = lacksFactor ? 'member' : user.role;
  return { ...visitorOf(request), id: user.id, role, sessionId, user, lacksFactor };
}

/** The account that a request's Bearer token names, not looked up yet. Throws UNAUTHENTICATED, TOKEN_EXPIRED. */
export async function claimantOf(deps: Deps, request: Request): Promise<Claimant> {
  const { userId, sessionId } = await deps.auth.tokens.verify(bearerOf(request));
  return { ...visitorOf(request), id: userId, role: 'member', sessionId, prove: () => actorOf(deps, request) };
}

/** Whether the request carries METRICS_TOKEN. Compared by hash, so that time tells nothing of it. */
export function isMonitor({ config }: Deps, request: Request): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return config.metricsToken !== undefined && timingSafeEqual(digest(bearerOf(request)), digest(config.metricsToken));
}

const bearerOf = (request: Request) => /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
