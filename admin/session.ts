import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Deps } from './deps.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Another one after each change that ends somebody's sessions. */
    mark: string;
    /** Milliseconds since 1970. */
    since: number;
    /** Somebody whose password was right, and who has yet to give a code: he is not in. */
    pending: Pending;
  }
}

export interface Pending {
  userId: string;
  mark: string;
  /** Where to go then. */
  to: string;
  since: number;
}

/** Seconds to give a code in. */
const patience = 10 * 60;
/** Seconds without a request after which one must sign in again. */
const idle = 2 * 60 * 60;
/** Seconds after which one must, however busy. */
const longest = 12 * 60 * 60;

export interface Sessions {
  /** Reads the session of a cookie; somebody without one gets none, and no row. */
  read: RequestHandler;
  /** Begins a session under a new name: one that was put into the browser before is worth nothing. */
  begin(request: Request, entry: { userId: string; mark: string }): Promise<void>;
  /** Remembers, under a new name too, whose code is awaited. */
  await(request: Request, pending: Omit<Pending, 'since'>): Promise<void>;
  end(request: Request, response: Response): Promise<void>;
  close(): void;
}

/** The back office's own sessions: rows of admin_sessions behind a cookie that no script and no other site can use. */
export function createSessions({ config, pool, log }: Pick<Deps, 'config' | 'pool' | 'log'>): Sessions {
  const https = config.publicUrl.startsWith('https:');
  const Store = connectPgSimple(session);
  const store = new Store({
    pool,
    tableName: 'admin_sessions',
    createTableIfMissing: false,
    ttl: idle,
    pruneSessionInterval: 15 * 60,
    errorLog: (...parts: unknown[]) =>
      log.error({ err: parts.find((part) => part instanceof Error) }, 'admin sessions'),
  });
  const touch = store.touch.bind(store);
  store.touch = (sid, sess, done) => (isBackground(sess) ? done?.() : touch(sid, sess, done));
  // The prefix makes browsers refuse the cookie from anybody but this host, over https.
  const name = https ? '__Host-doorstep_office' : 'doorstep_office';
  // Lax, not Strict: a link in a mail must find its reader signed in. Unsafe methods are guarded by their origin.
  const cookie = { httpOnly: true, sameSite: 'lax', secure: https, path: https ? '/' : '/admin' } as const;
  const middleware = session({
    store,
    name,
    secret: [config.sessionSecret, ...config.olderSecrets.session],
    resave: false,
    saveUninitialized: false,
    cookie,
  });
  return {
    read: (request, response, next) => {
      // PUBLIC_URL says that it is https, whatever a proxy in between tells or doesn't.
      if (https) Object.defineProperty(request, 'secure', { value: true });
      middleware(request, response, next);
    },
    begin: async (request, entry) => {
      await called((done) => request.session.regenerate(done));
      Object.assign(request.session, entry, { since: Date.now() });
      await called((done) => request.session.save(done));
    },
    await: async (request, pending) => {
      await called((done) => request.session.regenerate(done));
      Object.assign(request.session, { pending: { ...pending, since: Date.now() } });
      await called((done) => request.session.save(done));
    },
    end: async (request, response) => {
      await called((done) => request.session.destroy(done));
      response.clearCookie(name, cookie);
    },
    close: () => void store.close(),
  };
}

/** Whose code is awaited, unless he took too long. */
export function pendingOf({ session }: Request): Pending | undefined {
  const { pending } = session;
  return pending && Date.now() - pending.since < patience * 1000 ? pending : undefined;
}

/** Whether a session has reached its longest age. */
export const isOver = (since: number | undefined) => since === undefined || Date.now() - since > longest * 1000;

/** Seconds until a session ends: those without a request, where none renews it, and those it has at most. */
export function left({ session }: Request, expires: Date | undefined): { idle: number; most: number } {
  const most = longest - (Date.now() - (session.since ?? 0)) / 1000;
  const unseen = expires ? (expires.getTime() - Date.now()) / 1000 : 0;
  return { most, idle: Math.min(isBackground(session) ? unseen : idle, most) };
}

/** Whether a page asked by itself, as the builder does to hear of others: that is no sign of somebody being there. */
const isBackground = (sess: object) => (sess as { req?: Request }).req?.get('x-doorstep-background') !== undefined;

function called(run: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}
