import { type RequestHandler, type Response, Router } from 'express';
import { translate } from '../src/db/failures.js';
import * as office from '../src/domain/office.js';
import { DomainError } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm, textOf } from './forms.js';
import { onlyStaff, originOf } from './guard.js';
import { codePage, frameOf, loginPage } from './login-page.js';
import { refusal } from './refusals.js';
import { pendingOf, type Sessions } from './session.js';
import { wayBack } from './way-back.js';

/** Signing in and out, on pages that need no script. */
export function loginRoutes(deps: Deps, sessions: Sessions, assets: Assets): Router {
  const router = Router();
  router.get('/login', async (request, response) => {
    const to = wayBack(request.query.to);
    const isIn = request.session.userId !== undefined && (await office.present(deps.db, request.session.userId));
    if (isIn) return response.redirect(303, to);
    const { done } = response.locals.words.login;
    const notice =
      request.query.done === 'reset' || request.query.done === 'everywhere' ? done[request.query.done] : '';
    response.type('html').send(loginPage(frameOf(assets, request, response), { to, notice }));
  });
  router.post('/login', readForm, signIn(deps, sessions, assets));
  router.get('/login/code', (request, response) => {
    if (!pendingOf(request)) return response.redirect(303, '/admin/login');
    response.type('html').send(codePage(frameOf(assets, request, response)));
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
    const email = textOf(request.body.email);
    const to = wayBack(request.body.to ?? request.query.to);
    try {
      const input = { email, password: request.body.password };
      const { user, mark, asksCode } = await office.enter(deps.db, deps, originOf(request), input);
      if (asksCode) await sessions.await(request, { userId: user.id, mark, to });
      else await sessions.begin(request, { userId: user.id, mark });
      response.redirect(303, asksCode ? '/admin/login/code' : to);
    } catch (thrown) {
      const complaint = explain(thrown, response, 'wrong');
      const frame = frameOf(assets, request, response, `/admin/login?to=${encodeURIComponent(to)}`);
      response.type('html').send(loginPage(frame, { to, email, complaint }));
    }
  };
}

function giveCode(deps: Deps, sessions: Sessions, assets: Assets): RequestHandler {
  return async (request, response) => {
    const pending = pendingOf(request);
    if (!pending) return response.redirect(303, '/admin/login');
    const { userId, mark, to } = pending;
    try {
      const code = textOf(request.body.code).slice(0, 100);
      const entry = await office.enterByCode(deps.db, deps, originOf(request), { userId, mark, code });
      await sessions.begin(request, { userId, mark: entry.mark });
      response.redirect(303, to);
    } catch (thrown) {
      if (thrown instanceof DomainError && thrown.code === 'UNAUTHENTICATED') {
        await sessions.end(request, response);
        return response.redirect(303, '/admin/login');
      }
      const frame = frameOf(assets, request, response, '/admin/login/code');
      response.type('html').send(codePage(frame, explain(thrown, response, 'wrongCode')));
    }
  };
}

/** Sets the status of a refusal and says why, with one message for all that is about the account; what we did not foresee goes on. */
function explain(thrown: unknown, response: Response, ofTheAccount: 'wrong' | 'wrongCode'): string {
  const error = translate(thrown);
  if (!(error instanceof DomainError)) throw thrown;
  const { status, retryAfter, code } = error;
  const { words } = response.locals;
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  // Too many tries, or the database is out: that is not about the account, and may be said.
  const isOurs = code === 'RATE_LIMITED' || status >= 500;
  response.status(isOurs ? status : 401);
  return isOurs ? refusal(words, error).message : words.login[ofTheAccount];
}
