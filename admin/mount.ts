import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Router } from 'express';
import { takeProductionBuilds } from '../src/config.js';
import { translate } from '../src/db/failures.js';
import { DomainError, errors } from '../src/errors.js';
import { accountRoutes } from './account.js';
import { type Assets, openAssets } from './assets.js';
import type { Deps } from './deps.js';
import { onlyGetAndPost, onlySetUp, onlyStaff, refuseForeign, secured } from './guard.js';
import { loginRoutes } from './login.js';
import { escapeHtml, type Frame, frameOf, plainPage } from './login-page.js';
import { preferenceRoutes, spoken } from './preferences.js';
import { presence } from './presence.js';
import { previewRoutes } from './previews.js';
import { refusal } from './refusals.js';
import { resetRoutes } from './resets.js';
import { createSessions } from './session.js';

/** The back office as one router for `/admin`. It must stand before any body parser. */
export async function mountAdmin(deps: Deps): Promise<{ router: RequestHandler; close(): Promise<void> }> {
  takeProductionBuilds();
  const { office } = await import('./office.js');
  const assets = openAssets();
  // First of all: without the database it fails, and nothing may be left running then.
  const menu = await office(deps, assets);
  const sessions = createSessions(deps);
  const router = Router();
  const https = deps.config.publicUrl.startsWith('https:');
  router.use(spoken);
  router.use(secured(https));
  router.use(assets.serve);
  router.use(onlyGetAndPost, refuseForeign(deps.config.publicUrl));
  router.use(preferenceRoutes(https));
  router.use(sessions.read);
  router.use(presence(deps));
  router.use(loginRoutes(deps, sessions, assets));
  router.use(resetRoutes(deps, assets));
  router.use(onlyStaff(deps, sessions));
  router.use(accountRoutes(deps, sessions, assets));
  router.use(onlySetUp);
  router.use(previewRoutes(deps, assets));
  router.use(menu);
  router.use(() => {
    throw errors.notFound();
  });
  router.use(answerError(deps, assets));
  return { router, close: async () => sessions.close() };
}

/** Failures of the back office meet here once: JSON for its API, a page or the way to the login for people. */
function answerError({ log }: Deps, assets: Assets): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const error = domainErrorOf(thrown);
    if (error.status >= 500) (request.log ?? log).error({ err: error.cause ?? thrown }, error.code);
    if (error.retryAfter !== undefined) response.set('Retry-After', String(error.retryAfter));
    const isApi = request.path.startsWith('/api/');
    if (!isApi && error.code === 'UNAUTHENTICATED') {
      // Where a form was sent to is no page to come back to.
      const to = request.method === 'POST' ? '' : `?to=${encodeURIComponent(request.originalUrl)}`;
      return response.redirect(302, `/admin/login${to}`);
    }
    response.status(error.status);
    const { code, message, details } = refusal(response.locals.words, error);
    if (!isApi) return response.type('html').send(errorPage(frameOf(assets, request, response), message));
    // In the public API's shape, with the notice that AdminJS's own pages read.
    response.json({ success: false, error: { code, message, details }, notice: { type: 'error', message } });
  };
}

function domainErrorOf(thrown: unknown): DomainError {
  const error = translate(thrown);
  if (error instanceof DomainError) return error;
  const { type, status, statusCode } = error as { type?: string; status?: number; statusCode?: number };
  if (type === 'entity.too.large') return errors.payloadTooLarge();
  if (type === 'encoding.unsupported') return errors.unsupportedMediaType({ message: 'The body must be a form.' });
  // AdminJS's own, where none of the rows it is asked for is there.
  if (statusCode === 404) return errors.notFound();
  if (status !== undefined && status >= 400 && status < 500) return errors.badRequest();
  return new DomainError('INTERNAL_ERROR', { cause: thrown });
}

function errorPage(frame: Frame, message: string): string {
  const home = `<p><a href="/admin">${frame.words.home}</a></p>`;
  return plainPage(frame, message, `<h1>${escapeHtml(message)}</h1>${home}`);
}
