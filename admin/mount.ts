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
import { escapeHtml, plainPage } from './login-page.js';
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
  router.use(secured(deps.config.publicUrl.startsWith('https:')));
  router.use(assets.serve);
  router.use(onlyGetAndPost, refuseForeign(deps.config.publicUrl));
  router.use(sessions.read);
  router.use(loginRoutes(deps, sessions, assets));
  router.use(resetRoutes(deps, assets));
  router.use(onlyStaff(deps, sessions));
  router.use(accountRoutes(deps, sessions, assets));
  router.use(onlySetUp);
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
    if (!isApi) return response.type('html').send(errorPage(assets, error));
    // In the public API's shape, with the notice that AdminJS's own pages read.
    const { code, message, details } = error;
    response.json({ success: false, error: { code, message, details }, notice: { type: 'error', message } });
  };
}

function domainErrorOf(thrown: unknown): DomainError {
  const error = translate(thrown);
  if (error instanceof DomainError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return errors.payloadTooLarge();
  if (type === 'encoding.unsupported') return errors.unsupportedMediaType({ message: 'The body must be a form.' });
  if (status !== undefined && status >= 400 && status < 500) return errors.badRequest();
  return new DomainError('INTERNAL_ERROR', { cause: thrown });
}

function errorPage(assets: Assets, { message }: DomainError): string {
  const text = escapeHtml(message);
  return plainPage(assets, message, `<h1>${text}</h1><p><a href="/admin">To the back office</a></p>`);
}
