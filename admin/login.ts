import { type RequestHandler, Router } from 'express';
import { addressOf } from '../src/addresses.js';
import { translate } from '../src/db/failures.js';
import * as office from '../src/domain/office.js';
import { DomainError } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm } from './forms.js';
import { onlyStaff, originOf } from './guard.js';
import { loginPage } from './login-page.js';
import type { Sessions } from './session.js';

/** One message for every reason: it tells nobody which accounts there are. */
const wrong = 'The email or the password is wrong, or this account may not come in here.';

/** Signing in and out, on pages that need no script. */
export function loginRoutes(deps: Deps, sessions: Sessions, assets: Assets): Router {
  const router = Router();
  router.get('/login', async (request, response) => {
    const to = wayBack(request.query.to);
    const isIn = request.session.userId !== undefined && (await office.present(deps.db, request.session.userId));
    if (isIn) return response.redirect(303, to);
    response.type('html').send(loginPage(assets, { to }));
  });
  router.post('/login', readForm, signIn(deps, sessions, assets));
  router.post('/logout', onlyStaff(deps, sessions), async (request, response) => {
    await office.leave(deps.db, response.locals.clerk.actor);
    await sessions.end(request, response);
    response.redirect(303, '/admin/login');
  });
  return router;
}

function signIn({ db, hasher, limits }: Deps, sessions: Sessions, assets: Assets): RequestHandler {
  return async (request, response) => {
    const email = String(request.body.email ?? '');
    const to = wayBack(request.body.to ?? request.query.to);
    const address = addressOf(request.ip);
    const account = [address, email.normalize('NFC').trim().toLowerCase()];
    try {
      await limits.consume('login', address);
      await limits.consume('account', ...account);
      const input = { email, password: request.body.password };
      const { user, passwordMark } = await office.enter(db, hasher, originOf(request), input);
      await limits.forgive('account', ...account);
      await sessions.begin(request, { userId: user.id, passwordMark });
      response.redirect(303, to);
    } catch (thrown) {
      const { status, complaint, retryAfter } = explain(thrown);
      if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
      response.status(status).type('html').send(loginPage(assets, { to, email, complaint }));
    }
  };
}

function explain(thrown: unknown): { status: number; complaint: string; retryAfter?: number } {
  const error = translate(thrown);
  if (!(error instanceof DomainError)) throw thrown;
  const { status, retryAfter, code, message } = error;
  // Too many tries, or the database is out: that is not about the account, and may be said.
  if (code === 'RATE_LIMITED' || status >= 500) return { status, complaint: message, retryAfter };
  return { status: 401, complaint: wrong };
}

/** The page somebody asked for before he had to sign in, if it is one of ours. */
export function wayBack(to: unknown): string {
  const home = '/admin';
  if (typeof to !== 'string' || !URL.canParse(to, 'http://here')) return home;
  const { origin, pathname, search } = new URL(to, 'http://here');
  const isOurs = origin === 'http://here' && /^\/admin(\/(?!api\/|log(in|out)$)|$)/.test(pathname);
  return isOurs ? pathname + search : home;
}
