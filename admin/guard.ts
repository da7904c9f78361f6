import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { plainAddress } from '../src/addresses.js';
import * as office from '../src/domain/office.js';
import { errors } from '../src/errors.js';
import type { Clerk } from './access.js';
import type { Deps } from './deps.js';
import { isOver, type Sessions } from './session.js';

declare global {
  namespace Express {
    interface Locals {
      nonce: string;
      clerk: Clerk;
      /** He may do nothing yet but set up a second factor. */
      mustSetUp: boolean;
    }
  }
}

/** From where somebody acts, for the audit log. */
export const originOf = (request: Request) => ({
  door: 'admin' as const,
  ip: plainAddress(request.ip),
  requestId: request.id === undefined ? null : String(request.id),
});

/** Leave for the scripts that carry the answer's own nonce, in a Content-Security-Policy. */
export const ownScripts = (_request: unknown, response: object) =>
  `'nonce-${(response as { locals: Express.Locals }).locals.nonce}'`;

/** Headers of every answer. Scripts run only with the answer's own nonce; nothing comes from another host. */
export function secured(https: boolean): RequestHandler[] {
  const nonce: RequestHandler = (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64');
    response.set('Cache-Control', 'no-store');
    next();
  };
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [ownScripts],
        // styled-components writes its rules into the page as it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        // The preview beside the flow builder.
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    xFrameOptions: { action: 'deny' },
    // With `no-referrer` Chromium would send `Origin: null` along with our own login form.
    referrerPolicy: { policy: 'same-origin' },
  });
  return [nonce, headers];
}

/** Express answers HEAD from the routes of GET, and AdminJS's actions only look whether it is `get`. */
export const onlyGetAndPost: RequestHandler = ({ method, path }, response, next) => {
  const isPage = !path.startsWith('/api/');
  if (method === 'GET' || method === 'POST' || (method === 'HEAD' && isPage)) return next();
  response.set('Allow', isPage ? 'GET, HEAD, POST' : 'GET, POST');
  throw errors.methodNotAllowed();
};

/** Whether a browser says that another site made it ask. */
export function isForeign(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Refuses what another site makes a browser send. A program that sends neither header has no cookie it didn't ask for. */
export function refuseForeign(publicUrl: string): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    if (isForeign(request)) throw errors.forbidden();
    if (site === undefined && origin !== undefined && !isOurs(origin, publicUrl, request.get('host')))
      throw errors.forbidden();
    next();
  };
}

function isOurs(origin: string, publicUrl: string, host: string | undefined): boolean {
  return origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Lets the staff through, the account as it is at this very request. Throws UNAUTHENTICATED. */
export function onlyStaff({ db, config }: Pick<Deps, 'db' | 'config'>, sessions: Sessions): RequestHandler {
  return async (request, response, next) => {
    const { userId, mark, since } = request.session;
    if (!userId || isAnother(request, userId)) throw errors.unauthenticated();
    const entry = isOver(since) ? undefined : await office.present(db, userId);
    if (!entry || entry.mark !== mark) {
      await sessions.end(request, response);
      throw errors.unauthenticated();
    }
    const { id, email, full_name, role } = entry.user;
    const title = full_name ?? email;
    const { words } = response.locals;
    response.locals.userId = id;
    response.locals.clerk = { id, email, title, role, words, actor: { id, role, ...originOf(request) } };
    response.locals.mustSetUp = office.mustSetUp(config, entry);
    next();
  };
}

/** Whether a page says that it was drawn for somebody else: what he typed is not sent in the name of whoever came after him. */
const isAnother = (request: Request, userId: string) => (request.get('x-doorstep-clerk') ?? userId) !== userId;

/** Keeps whoever must set up a second factor at the page where he does it. Throws FORBIDDEN. */
export const onlySetUp: RequestHandler = ({ method, path }, response, next) => {
  if (!response.locals.mustSetUp) return next();
  const isPage = method !== 'POST' && !path.startsWith('/api/');
  if (!isPage) throw errors.forbidden({ message: 'Please set up your second factor first, at “Your account”.' });
  response.redirect(303, '/admin/account');
};
