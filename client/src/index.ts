import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import { opened } from './opened.js';
import { isRefusal, type Keeping, Session } from './sessions.js';
import { createTransport } from './transport.js';
import type { Answers, Credentials, paths, Registration, User } from './types.js';

export { type Detail, DoorstepError, type ErrorCode } from './errors.js';
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
    ...accounts(session, api),
    flows: flows(api),
    submissions: submissions(api),
  };
}

type Api = FetchClient<paths>;

function accounts(session: Session, api: Api) {
  const kept = session.keeping === 'cookie' ? ({ refresh_in: 'cookie' } as const) : {};
  return {
    /** Makes an account and signs in. */
    register: async (account: Registration): Promise<User> =>
      session.begin(await opened(session.door.POST('/api/v1/auth/register', { body: { ...account, ...kept } }))),
    signIn: async (credentials: Credentials): Promise<User> =>
      session.begin(await opened(session.door.POST('/api/v1/auth/login', { body: { ...credentials, ...kept } }))),
    /** Takes up the session of an earlier page load; undefined when there is none, or none any more. */
    restore: async (): Promise<User | undefined> => {
      if (!session.user && session.canRenew) await session.renew().catch(unlessRefused);
      return session.user;
    },
    /** Ends the session at the server first: a cookie that no script can read, no script can remove. */
    signOut: async (): Promise<void> => {
      await api.POST('/api/v1/auth/logout').catch(unlessRefused);
      session.end();
    },
  };
}

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}

const flows = (api: Api) => ({
  /** Every published flow. */
  list: () => opened(api.GET('/api/v1/flows')),
  /** The version that is published now, whole. */
  read: (slug: string) => opened(api.GET('/api/v1/flows/{slug}', { params: { path: { slug } } })),
  /** A version by its number: it never changes. */
  readVersion: (slug: string, version: number) =>
    opened(api.GET('/api/v1/flows/{slug}/versions/{n}', { params: { path: { slug, n: String(version) } } })),
});

const submissions = (api: Api) => ({
  /** Begins a flow, or finds the submission in progress. */
  start: (flow: string) => opened(api.POST('/api/v1/submissions', { body: { flow } })),
  /** Own submissions, the latest first. */
  list: (flow?: string) => opened(api.GET('/api/v1/submissions', { params: { query: { flow } } })),
  read: (id: string) => opened(api.GET('/api/v1/submissions/{id}', { params: { path: { id } } })),
  /** Replaces a page's answers; with a revision only if nothing was saved since it. */
  savePage: (id: string, key: string, answers: Answers, revision?: number) =>
    opened(
      api.PUT('/api/v1/submissions/{id}/pages/{key}', {
        params: { path: { id, key }, header: revision === undefined ? {} : { 'If-Match': `"${revision}"` } },
        body: { answers },
      }),
    ),
  /** Seals the submission. */
  complete: (id: string) => opened(api.POST('/api/v1/submissions/{id}/complete', { params: { path: { id } } })),
});
