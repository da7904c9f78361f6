import type { Request } from 'express';
import { z } from 'zod';
import { addressOf, plainAddress } from '../addresses.js';
import { folded } from '../db/attempts.js';
import * as sessions from '../domain/sessions.js';
import { Credentials, recognise } from '../domain/sign-ins.js';
import { line } from '../domain/text.js';
import { Registration, register as registerUser } from '../domain/users.js';
import { cookieOf, cookieTokenOf, endedCookie, ownCookieTokenOf } from './refresh-cookie.js';
import { type Deps, type Reply, route } from './route.js';
import { NoBody, Nothing } from './schemas.js';
import { UserBody } from './users.js';

const GrantBody = z
  .object({
    user: UserBody,
    access_token: z.string(),
    refresh_token: z.string().optional().describe('Absent where it was asked for as a cookie.'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds.'),
  })
  .meta({ id: 'Grant' });

const refreshIn = z.literal('cookie').optional().describe('Sends the refresh token only as an HttpOnly cookie.');
const refreshToken = line(200);

/** Who asks, and from where. */
export const originOf = (request: Request) => ({
  ip: plainAddress(request.ip),
  userAgent: request.get('user-agent') ?? null,
});

export const register = route({
  method: 'post',
  path: '/auth/register',
  tag: 'Authentication',
  summary: 'Create an account and sign in',
  allow: 'anyone',
  body: Registration.extend({ refresh_in: refreshIn }).meta({ id: 'Registration' }),
  returns: GrantBody,
  statuses: [201],
  fails: ['EMAIL_TAKEN', 'RATE_LIMITED'],
  counts: 'registrations',
  run: async ({ db, auth, limits, config, actor, body: { refresh_in, ...account }, request }) => {
    await limits.consume('register', addressOf(request.ip));
    await limits.consume('register_email', await folded(db, account.email));
    const user = await registerUser(db, auth, actor, account);
    const grant = await sessions.start(db, auth, user, originOf(request));
    if (refresh_in) await leaveBehind({ db, config }, request);
    return { ...granted(config, grant, refresh_in === 'cookie'), status: 201 };
  },
});

export const login = route({
  method: 'post',
  path: '/auth/login',
  tag: 'Authentication',
  summary: 'Sign in',
  allow: 'anyone',
  body: Credentials.extend({ otp: line(20).optional(), refresh_in: refreshIn }).meta({
    id: 'Credentials',
  }),
  returns: GrantBody,
  fails: ['INVALID_CREDENTIALS', 'OTP_REQUIRED', 'ACCOUNT_INACTIVE', 'RATE_LIMITED'],
  counts: 'sign_ins',
  run: async ({ db, auth, limits, log, config, actor, body: { refresh_in, ...credentials }, request }) => {
    const user = await recognise(db, { ...auth, limits, log, config }, actor, credentials);
    const grant = await sessions.start(db, auth, user, originOf(request));
    if (refresh_in) await leaveBehind({ db, config }, request);
    return granted(config, grant, refresh_in === 'cookie');
  },
});

export const refresh = route({
  method: 'post',
  path: '/auth/refresh',
  tag: 'Authentication',
  summary: 'Exchange a refresh token for a new pair',
  allow: 'anyone',
  body: z.strictObject({ refresh_token: refreshToken.optional() }).meta({ id: 'Refresh' }),
  returns: GrantBody,
  fails: ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_REUSED', 'FORBIDDEN', 'RATE_LIMITED'],
  run: async ({ db, auth, limits, config, body, request }) => {
    await limits.consume('refresh', addressOf(request.ip));
    const inCookie = body.refresh_token === undefined;
    const token = body.refresh_token ?? cookieTokenOf(config, request);
    return granted(config, await sessions.refresh(db, auth, token), inCookie);
  },
});

export const logout = route({
  method: 'post',
  path: '/auth/logout',
  tag: 'Authentication',
  summary: 'End this session at once, its access token too',
  allow: 'member',
  body: NoBody.extend({ refresh_token: refreshToken.optional() }).meta({ id: 'Logout' }),
  returns: Nothing,
  run: async ({ db, config, actor, body, request }) => {
    await sessions.signOut(db, actor, body.refresh_token ?? ownCookieTokenOf(config, request));
    return { data: null, message: 'Signed out.', headers: { 'Set-Cookie': endedCookie(config) } };
  },
});

export const me = route({
  method: 'get',
  path: '/auth/me',
  tag: 'Authentication',
  summary: 'The signed-in account',
  allow: 'member',
  returns: UserBody,
  run: ({ actor }) => ({ data: actor.user }),
});

/** The session whose cookie is about to be replaced: nobody could go on with it, or sign out of it. */
async function leaveBehind({ db, config }: Pick<Deps, 'db' | 'config'>, request: Request): Promise<void> {
  const token = ownCookieTokenOf(config, request);
  if (token) await sessions.giveUp(db, token);
}

function granted(config: Deps['config'], { refresh_token, ...grant }: sessions.Grant, inCookie: boolean): Reply {
  if (!inCookie) return { data: { ...grant, refresh_token } };
  return { data: grant, headers: { 'Set-Cookie': cookieOf(config, refresh_token) } };
}
