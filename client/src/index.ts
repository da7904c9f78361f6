import createFetchClient from 'openapi-fetch';
import { createAuth } from './auth.js';
import { createFlows } from './flows.js';
import { createHealth } from './health.js';
import { type Keeping, Session } from './sessions.js';
import { createSubmissions } from './submissions.js';
import { createTransport } from './transport.js';
import type { paths, User } from './types.js';
import { createUsers } from './users.js';

export { type Detail, DoorstepError, type ErrorCode } from './errors.js';
export type { Listed } from './lists.js';
export { opened } from './opened.js';
export type * from './types.js';

export interface Options {
  /** The server's origin; by default the page's own. */
  baseUrl?: string;
  /** Where the refresh token is kept; `memory` is for programs without cookies. */
  tokens?: Keeping;
  /** Milliseconds to wait for an answer. */
  timeout?: number;
  fetch?: typeof fetch;
  /** Told whenever somebody else, or nobody any more, is signed in. */
  onUserChange?: (user: User | undefined) => void;
}

export type Client = ReturnType<typeof createClient>;

/** A client of one server. Every call answers with the data itself, or throws a DoorstepError. */
export function createClient(options: Options = {}) {
  const { baseUrl = '', tokens = 'cookie', timeout = 30_000, onUserChange = () => {} } = options;
  const send = createTransport(options.fetch ?? ((...args) => fetch(...args)), timeout);
  const settings = { baseUrl, credentials: tokens === 'cookie' ? 'include' : 'omit' } as const;
  const door = createFetchClient<paths>({ ...settings, fetch: send });
  const session = new Session(door, tokens, onUserChange);
  const api = createFetchClient<paths>({ ...settings, fetch: (request) => session.send(request, send) });
  return {
    /** Any route, typed by the API's document: `opened(client.api.GET('/api/v1/flows'))`. */
    api,
    /** Who is signed in, as far as this page knows. */
    get user() {
      return session.user;
    },
    /** Whether a session was begun before, in this browser or by this client, that may still be going on. */
    get expectsUser() {
      return session.canRenew;
    },
    auth: createAuth(session, api),
    users: createUsers(session, api),
    flows: createFlows(api),
    submissions: createSubmissions(api),
    health: createHealth(api),
  };
}
