import { type Request, type RequestHandler, Router } from 'express';
import { addressOf } from '../src/addresses.js';
import { folded } from '../src/db/attempts.js';
import { translate } from '../src/db/failures.js';
import * as resets from '../src/domain/password-resets.js';
import { check } from '../src/domain/user-tokens.js';
import { parse } from '../src/domain/validation.js';
import { DomainError } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm, textOf } from './forms.js';
import { originOf } from './guard.js';
import type { Words } from './locales/en.js';
import { alertOf, escapeHtml, type Frame, frameOf, plainPage } from './login-page.js';
import { refusal } from './refusals.js';

/** A way back in for whoever has lost his password, on pages that need no script. */
export function resetRoutes(deps: Deps, assets: Assets): Router {
  const router = Router();
  router.get('/forgot-password', (request, response) => {
    response.type('html').send(forgotPage(frameOf(assets, request, response), {}));
  });
  router.post('/forgot-password', readForm, ask(deps, assets));
  router.get('/reset-password/link', (request, response) => {
    response.type('html').send(linkPage(frameOf(assets, request, response), response.locals.nonce));
  });
  // Links that were sent before had their token in the query.
  router.get(
    '/reset-password',
    open(deps, assets, ({ query }) => String(query.token ?? '')),
  );
  router.post(
    '/reset-password/link',
    readForm,
    open(deps, assets, ({ body }) => textOf(body.token)),
  );
  router.post('/reset-password', readForm, reset(deps, assets));
  return router;
}

/** The form that a link leads to, or why it leads there no more. */
function open({ db }: Deps, assets: Assets, tokenOf: (request: Request) => string): RequestHandler {
  return async (request, response) => {
    const token = tokenOf(request).slice(0, 200);
    const dead = await check(db, token, 'reset_password').then(
      () => undefined,
      (thrown) => deathOf(thrown, response.locals.words),
    );
    const frame = frameOf(assets, request, response);
    response.status(dead ? 422 : 200).type('html');
    response.send(dead ? deadPage(frame, dead) : resetPage(frame, { token }));
  };
}

/** What is wrong with the link; a database that is out is nothing of the link's, and goes on. */
function deathOf(thrown: unknown, words: Words): string {
  const { token } = complaintOf(thrown, words);
  if (!token) throw thrown;
  return token;
}

function ask({ db, limits }: Deps, assets: Assets): RequestHandler {
  return async (request, response) => {
    const email = textOf(request.body.email);
    const frame = frameOf(assets, request, response, '/admin/forgot-password');
    try {
      const valid = parse(resets.ResetRequest, { email });
      await limits.consume('forgot', addressOf(request.ip));
      await limits.consume('forgot_email', await folded(db, valid.email));
      await resets.ask(db, valid, frame.words.language);
      response.type('html').send(sentPage(frame));
    } catch (thrown) {
      const { status, retryAfter, ...told } = complaintOf(thrown, frame.words);
      if (retryAfter) response.set('Retry-After', retryAfter);
      response
        .status(Number(status))
        .type('html')
        .send(forgotPage(frame, { email, complaint: told.email ?? told.all }));
    }
  };
}

function reset({ db, hasher, keyring }: Deps, assets: Assets): RequestHandler {
  return async (request, response) => {
    const token = textOf(request.body.token).slice(0, 200);
    try {
      const actor = { ...originOf(request), id: null, role: 'visitor' as const };
      await resets.reset(db, { hasher, keyring }, actor, { token, password: request.body.password });
      response.redirect(303, '/admin/login?done=reset');
    } catch (thrown) {
      const { status, token: dead, password, all } = complaintOf(thrown, response.locals.words);
      response.status(Number(status)).type('html');
      const complaint = password ?? all;
      const frame = frameOf(assets, request, response);
      response.send(dead ? deadPage(frame, dead) : resetPage(frame, { token, complaint }));
    }
  };
}

/** field → complaint, `all` beside them, and what goes into the headers; what we did not foresee goes on. */
function complaintOf(thrown: unknown, words: Words): Partial<Record<string, string>> & { status: string } {
  const error = translate(thrown);
  if (!(error instanceof DomainError)) throw thrown;
  const { message, details = [] } = refusal(words, error);
  const fields = Object.fromEntries(details.map(({ field, error: text }) => [field, text]));
  const all = details.length ? {} : { all: message };
  const headers = error.retryAfter === undefined ? {} : { retryAfter: String(error.retryAfter) };
  return { ...fields, ...all, ...headers, status: String(error.status) };
}

const forgotPage = (frame: Frame, { email = '', complaint }: { email?: string; complaint?: string }) => {
  const say = frame.words.resets;
  return plainPage(
    frame,
    say.lost,
    `<h1>${say.lost}</h1>
${alertOf(complaint)}
<form method="post" action="/admin/forgot-password">
<label for="email">${say.email}</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" autofocus value="${escapeHtml(email)}"${complaint ? ' aria-invalid="true" aria-describedby="complaint"' : ''}>
<button type="submit">${say.send}</button>
</form>
<p class="hint"><a href="/admin/login">${say.back}</a></p>`,
  );
};

const sentPage = (frame: Frame) => {
  const say = frame.words.resets;
  return plainPage(
    frame,
    say.look,
    `<h1>${say.look}</h1>
<p role="status">${say.sent}</p>
<p class="hint"><a href="/admin/login">${say.back}</a></p>`,
  );
};

/** Reads the token behind the #, takes it out of the address bar, and sends it where it is in no address: the one script of these pages. */
const linkPage = (frame: Frame, nonce: string) => {
  const say = frame.words.resets;
  return plainPage(
    frame,
    say.set,
    `<h1>${say.set}</h1>
<form method="post" action="/admin/reset-password/link" id="link"><input type="hidden" name="token"></form>
<noscript><p class="alert">${say.needsScript}</p></noscript>
<script nonce="${nonce}">
const form = document.getElementById('link');
form.elements.token.value = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname);
form.submit();
</script>`,
  );
};

const resetPage = (frame: Frame, { token, complaint }: { token: string; complaint?: string }) => {
  const say = frame.words.resets;
  return plainPage(
    frame,
    say.set,
    `<h1>${say.set}</h1>
${alertOf(complaint)}
<form method="post" action="/admin/reset-password">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1000" autofocus aria-describedby="hint${complaint ? ' complaint" aria-invalid="true' : ''}">
<p class="hint" id="hint">${say.passwordHelp}</p>
<button type="submit">${say.save}</button>
</form>`,
  );
};

const deadPage = (frame: Frame, complaint: string) => {
  const say = frame.words.resets;
  return plainPage(
    frame,
    say.dead,
    `<h1>${say.dead}</h1>
${alertOf(complaint)}
<p class="hint"><a href="/admin/forgot-password">${say.again}</a></p>`,
  );
};
