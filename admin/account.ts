import { type Request, type RequestHandler, type Response, Router } from 'express';
import { translate } from '../src/db/failures.js';
import * as office from '../src/domain/office.js';
import * as profiles from '../src/domain/profiles.js';
import * as factors from '../src/domain/second-factors.js';
import { DomainError } from '../src/errors.js';
import { accountPage, type Complaints, codesPage } from './account-page.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm } from './forms.js';
import { frameOf } from './login-page.js';
import { refusal } from './refusals.js';
import type { Sessions } from './session.js';

/** What each form of the page does; codes that it returns are shown this once. */
type Change = (request: Request, response: Response) => Promise<string[] | undefined>;

/** Somebody's own account: password, second factor, sessions. Plain pages, which work before AdminJS lets anybody in. */
export function accountRoutes(deps: Deps, sessions: Sessions, assets: Assets): Router {
  const { db, hasher, keyring, limits } = deps;
  const clerkOf = (response: Response) => response.locals.clerk;
  const actorOf = (response: Response) => response.locals.clerk.actor;
  const asked = ({ body }: Request, ...names: string[]) => Object.fromEntries(names.map((name) => [name, body[name]]));
  // Whoever sits at somebody else's desk must not guess his password.
  const counted = (response: Response) => limits.consume('account', 'profile', clerkOf(response).id);
  const router = Router();

  const draw = async (request: Request, response: Response, complaints?: Complaints) => {
    const { id, email, role } = clerkOf(response);
    const [standing, enrolment] = await Promise.all([
      factors.standing(db, id),
      factors.enrolment(db, keyring, { id, email }),
    ]);
    const { mustSetUp } = response.locals;
    const done = String(request.query.done ?? '');
    const shown = { email, role, standing, enrolment, mustSetUp, mayTurnOff: deps.config.staffOtp === 'optional' };
    response
      .type('html')
      .send(accountPage(frameOf(assets, request, response, '/admin/account'), { ...shown, done, complaints }));
  };

  /** Ends in the page again: with a notice, with codes, or with what is wrong at its field. */
  const form = (path: string, done: string, change: Change) => {
    const handler: RequestHandler = async (request, response) => {
      try {
        const codes = await change(request, response);
        if (codes) response.type('html').send(codesPage(frameOf(assets, request, response), codes));
        else response.redirect(303, `/admin/account?done=${done}`);
      } catch (thrown) {
        await draw(request, response, refusalOf(thrown, response, done));
      }
    };
    router.post(path, readForm, handler);
  };

  /** The session goes on under a new name, where every other one has ended. */
  const stayIn = async (request: Request, response: Response) => {
    const { id } = clerkOf(response);
    const entry = await office.present(db, id);
    if (entry) await sessions.begin(request, { userId: id, mark: entry.mark });
  };

  router.get('/account', (request, response) => draw(request, response));
  form('/account/password', 'password', async (request, response) => {
    await counted(response);
    const input = asked(request, 'current_password', 'new_password');
    await profiles.changePassword(db, hasher, actorOf(response), input);
    await stayIn(request, response);
    return undefined;
  });
  form('/account/second-factor', 'begun', async (_request, response) => {
    await factors.begin(db, keyring, actorOf(response));
    return undefined;
  });
  form('/account/second-factor/confirm', 'confirm', async (request, response) => {
    await counted(response);
    const codes = await factors.confirm(db, deps, actorOf(response), asked(request, 'password', 'code'));
    await stayIn(request, response);
    return codes;
  });
  form('/account/recovery-codes', 'codes', async (request, response) => {
    await counted(response);
    return factors.renewCodes(db, deps, actorOf(response), asked(request, 'password', 'code'));
  });
  form('/account/second-factor/off', 'off', async (request, response) => {
    await counted(response);
    await factors.turnOff(db, deps, actorOf(response), asked(request, 'password', 'code'));
    return undefined;
  });
  router.post('/account/sign-out-everywhere', async (request, response) => {
    await office.leaveEverywhere(db, actorOf(response));
    await sessions.end(request, response);
    response.redirect(303, '/admin/login?done=everywhere');
  });
  return router;
}

/** Sets the status of a refusal and tells it in the words of one form. */
function refusalOf(thrown: unknown, response: Response, form: string): Complaints {
  const error = translate(thrown);
  if (!(error instanceof DomainError) || error.status >= 500) throw thrown;
  if (error.retryAfter !== undefined) response.set('Retry-After', String(error.retryAfter));
  response.status(error.status);
  const { message, details = [] } = refusal(response.locals.words, error);
  return { form, fields: Object.fromEntries(details.map(({ field, error: text }) => [field, text])), message };
}
