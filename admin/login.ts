import { type RequestHandler, type Response, Router } from 'express';
import { translate } from '../src/db/failures.js';
import * as office from '../src/domain/office.js';
import { DomainError } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm } from './forms.js';
import { onlyStaff, originOf } from './guard.js';
import { codePage, loginPage } from './login-page.js';
import { pendingOf, type Sessions } from './session.js';

/** One message for every reason: it tells nobody which accounts there are. */
const wrong = 'The email or the password is wrong, or this account may not come in here.';
const wrongCode = 'This code is wrong, or was used before. Please try the next one.';

const notices: Record<string, string> = {
  reset: 'Your password is changed. Please sign in with it.',
  everywhere: 'You are signed out everywhere.',
};

/** Signing in and out, on pages that need no script. */
export function loginRoutes(deps: Deps, sessions: Sessions, assets: Assets): Router {
  const router = Router();
  router.get('/login', async (request, response) => {
    const to = wayBack(request.query.to);
    const isIn = request.session.userId !== undefined && (await office.present(deps.db, request.session.userId));
    if (isIn) return response.redirect(303, to);
    const notice = notices[String(request.query.done)];
    response.type('html').send(loginPage(assets, { to, notice }));
  });
  router.post('/login', readForm, signIn(deps, sessions, assets));
  router.get('/login/code', (request, response) => {
    if (!pendingOf(request)) return response.redirect(303, '/admin/login');
    response.type('html').send(codePage(assets));
  });
  router.post('/login/code', readForm, giveCode(deps, sessions, assets));
  router.post('/logout', onlyStaff(deps, sessions), async (request, response) => {
    await office.leave(deps.db, response.locals.clerk.actor);
    await sessions.end(request, response);
    response.redirect(303, '/admin/login');
  });
  return router;
}

function signIn(deps: Deps, sessions: Sessions, assets: Assets): RequestHandler {
  return async (request, response) => {
    const email = String(request.body.email ?? '');
    const to = wayBack(request.body.to ?? request.query.to);
    try {
      const input = { email, password: request.body.password };
      const { user, mark, asksCode } = await office.enter(deps.db, deps, originOf(request), input);
      if (asksCode) await sessions.await(request, { userId: user.id, mark, to });
      else await sessions.begin(request, { userId: user.id, mark });
      response.redirect(303, asksCode ? '/admin/login/code' : to);
    } catch (thrown) {
      const complaint = explain(thrown, response, wrong);
      response.type('html').send(loginPage(assets, { to, email, complaint }));
    }
  };
}

function giveCode(deps: Deps, sessions: Sessions, assets: Assets): RequestHandler {
  return async (request, response) => {
    const pending = pendingOf(request);
    if (!pending) return response.redirect(303, '/admin/login');
    const { userId, mark, to } = pending;
    try {
      const code = String(request.body.code ?? '').slice(0, 100);
      const entry = await office.enterByCode(deps.db, deps, originOf(request), { userId, mark, code });
      await sessions.begin(request, { userId, mark: entry.mark });
      response.redirect(303, to);
    } catch (thrown) {
      if (thrown instanceof DomainError && thrown.code === 'UNAUTHENTICATED') {
        await sessions.end(request, response);
        return response.redirect(303, '/admin/login');
      }
      response.type('html').send(codePage(assets, explain(thrown, response, wrongCode)));
    }
  };
}

/** Sets the status of a refusal and says why; what we did not foresee goes on. */
function explain(thrown: unknown, response: Response, ofTheAccount: string): string {
  const error = translate(thrown);
  if (!(error instanceof DomainError)) throw thrown;
  const { status, retryAfter, code, message } = error;
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  // Too many tries, or the database is out: that is not about the account, and may be said.
  const isOurs = code === 'RATE_LIMITED' || status >= 500;
  response.status(isOurs ? status : 401);
  return isOurs ? message : ofTheAccount;
}

/** The page somebody asked for before he had to sign in, if it is one of ours. */
export function wayBack(to: unknown): string {
  const home = '/admin';
  if (typeof to !== 'string' || !URL.canParse(to, 'http://here')) return home;
  const { origin, pathname, search } = new URL(to, 'http://here');
  const outside = /^\/admin\/(api|login|logout|forgot-password|reset-password)(\/|$)/;
  const isOurs = origin === 'http://here' && /^\/admin(\/|$)/.test(pathname) && !outside.test(pathname);
  return isOurs ? pathname + search : home;
}
