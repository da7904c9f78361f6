import type { Request } from 'express';
import type { Config } from '../config.js';
import { refreshLifetime } from '../domain/tokens.js';
import { errors } from '../errors.js';

// `__Secure-`: a page on plain http cannot plant it. `__Host-` would need the path `/`.
const nameOf = (config: Config) => (isHttps(config) ? '__Secure-doorstep_refresh' : 'doorstep_refresh');
const isHttps = (config: Config) => config.publicUrl.startsWith('https:');

/** The Set-Cookie of a refresh token: out of scripts' reach, and sent nowhere but to `/api/v1/auth`. */
export function cookieOf(config: Config, token: string, maxAge = refreshLifetime): string {
  const flags = `Path=/api/v1/auth; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isHttps(config) ? '; Secure' : ''}`;
  return `${nameOf(config)}=${token}; ${flags}`;
}

export const endedCookie = (config: Config) => cookieOf(config, '', 0);

/**
 * The refresh token in the request's cookie. A cookie comes by itself, so the page that asks must be ours or allowed.
 * Throws UNAUTHENTICATED (no cookie), FORBIDDEN (a foreign page, or no telling).
 */
export function cookieTokenOf(config: Config, request: Request): string {
  const token = read(config, request);
  if (!token) throw errors.unauthenticated();
  if (!isOwn(config, request)) throw errors.forbidden({ message: 'This page may not use the refresh cookie.' });
  return token;
}

/** The same where a missing or foreign cookie is nothing to complain about. */
export const ownCookieTokenOf = (config: Config, request: Request) =>
  isOwn(config, request) ? read(config, request) : undefined;

function read(config: Config, request: Request): string | undefined {
  const name = `${nameOf(config)}=`;
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const [token, another] = pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(name.length));
  // Which of two is ours can't be told: a page of a neighbouring host may have planted the other one.
  return another === undefined ? token || undefined : undefined;
}

function isOwn(config: Config, request: Request): boolean {
  const origin = request.get('origin');
  if (origin === undefined) return request.get('sec-fetch-site') === 'same-origin';
  const host = `${request.protocol}://${request.get('host')}`;
  return origin === config.publicUrl || origin === host || config.corsOrigins.includes(origin);
}
