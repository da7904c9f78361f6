import { type RequestHandler, Router } from 'express';
import { addressOf } from '../src/addresses.js';
import { folded } from '../src/db/attempts.js';
import { translate } from '../src/db/failures.js';
import * as resets from '../src/domain/password-resets.js';
import { check } from '../src/domain/user-tokens.js';
import { parse } from '../src/domain/validation.js';
import { DomainError } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm } from './forms.js';
import { originOf } from './guard.js';
import { alertOf, escapeHtml, plainPage } from './login-page.js';

/** A way back in for whoever has lost his password, on pages that need no script. */
export function resetRoutes(deps: Deps, assets: Assets): Router {
  const router = Router();
  router.get('/forgot-password', (_request, response) => {
    response.type('html').send(forgotPage(assets, {}));
  });
  router.post('/forgot-password', readForm, ask(deps, assets));
  router.get('/reset-password', async (request, response) => {
    const token = String(request.query.token ?? '').slice(0, 200);
    const dead = await check(deps.db, token, 'reset_password').then(() => undefined, deathOf);
    response.status(dead ? 422 : 200).type('html');
    response.send(dead ? deadPage(assets, dead) : resetPage(assets, { token }));
  });
  router.post('/reset-password', readForm, reset(deps, assets));
  return router;
}

/** What is wrong with the link; a database that is out is nothing of the link's, and goes on. */
function deathOf(thrown: unknown): string {
  const { token } = complaintOf(thrown);
  if (!token) throw thrown;
  return token;
}

function ask({ db, limits }: Deps, assets: Assets): RequestHandler {
  return async (request, response) => {
    const email = String(request.body.email ?? '');
    try {
      const valid = parse(resets.ResetRequest, { email });
      await limits.consume('forgot', addressOf(request.ip));
      await limits.consume('forgot_email', await folded(db, valid.email));
      await resets.ask(db, valid);
      response.type('html').send(sentPage(assets));
    } catch (thrown) {
      const { status, retryAfter, ...told } = complaintOf(thrown);
      if (retryAfter) response.set('Retry-After', retryAfter);
      response
        .status(Number(status))
        .type('html')
        .send(forgotPage(assets, { email, complaint: told.email ?? told.all }));
    }
  };
}

function reset({ db, hasher, keyring }: Deps, assets: Assets): RequestHandler {
  return async (request, response) => {
    const token = String(request.body.token ?? '').slice(0, 200);
    try {
      const actor = { ...originOf(request), id: null, role: 'visitor' as const };
      await resets.reset(db, { hasher, keyring }, actor, { token, password: request.body.password });
      response.redirect(303, '/admin/login?done=reset');
    } catch (thrown) {
      const { status, token: dead, password, all } = complaintOf(thrown);
      response.status(Number(status)).type('html');
      const complaint = password ?? all;
      response.send(dead ? deadPage(assets, dead) : resetPage(assets, { token, complaint }));
    }
  };
}

/** field → complaint, `all` beside them, and what goes into the headers; what we did not foresee goes on. */
export function complaintOf(thrown: unknown): Partial<Record<string, string>> & { status: string } {
  const error = translate(thrown);
  if (!(error instanceof DomainError)) throw thrown;
  const fields = Object.fromEntries((error.details ?? []).map(({ field, error: text }) => [field, text]));
  const all = error.details?.length ? {} : { all: error.message };
  const headers = error.retryAfter === undefined ? {} : { retryAfter: String(error.retryAfter) };
  return { ...fields, ...all, ...headers, status: String(error.status) };
}

const forgotPage = (assets: Assets, { email = '', complaint }: { email?: string; complaint?: string }) =>
  plainPage(
    assets,
    'Lost your password?',
    `<h1>Lost your password?</h1>
${alertOf(complaint)}
<form method="post" action="/admin/forgot-password">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" autofocus value="${escapeHtml(email)}"${complaint ? ' aria-invalid="true" aria-describedby="complaint"' : ''}>
<button type="submit">Send me a link</button>
</form>
<p class="hint"><a href="/admin/login">Back to signing in</a></p>`,
  );

const sentPage = (assets: Assets) =>
  plainPage(
    assets,
    'Look into your mail',
    `<h1>Look into your mail</h1>
<p role="status">If there is an account with this email, a link to set a new password is on its way. It is good for one hour.</p>
<p class="hint"><a href="/admin/login">Back to signing in</a></p>`,
  );

const resetPage = (assets: Assets, { token, complaint }: { token: string; complaint?: string }) =>
  plainPage(
    assets,
    'Set a new password',
    `<h1>Set a new password</h1>
${alertOf(complaint)}
<form method="post" action="/admin/reset-password">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1000" autofocus aria-describedby="hint${complaint ? ' complaint" aria-invalid="true' : ''}">
<p class="hint" id="hint">At least 8 characters. You are signed out everywhere, then you sign in with it.</p>
<button type="submit">Set the password</button>
</form>`,
  );

const deadPage = (assets: Assets, complaint: string) =>
  plainPage(
    assets,
    'No longer valid',
    `<h1>No longer valid</h1>
${alertOf(complaint)}
<p class="hint"><a href="/admin/forgot-password">Ask for a new link</a></p>`,
  );
