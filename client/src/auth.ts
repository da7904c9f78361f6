import { done, opened } from './opened.js';
import { isRefusal, type Session } from './sessions.js';
import type { Api, Credentials, Registration, User } from './types.js';

/** Signing in and out, and what goes with an account of one's own. */
export function createAuth(session: Session, api: Api) {
  const kept = session.keeping === 'cookie' ? ({ refresh_in: 'cookie' } as const) : {};
  return {
    /** Makes an account and signs in. */
    register: async (account: Registration): Promise<User> =>
      session.begin(await opened(session.door.POST('/api/v1/auth/register', { body: { ...account, ...kept } }))),
    /** Throws OTP_REQUIRED where a second factor is on: the same call with `otp` signs in. */
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
    /** The signed-in account, as the server has it now. */
    me: async () => session.learn(await opened(api.GET('/api/v1/auth/me'))),
    /** Own sessions, the last used first. */
    sessions: () => opened(api.GET('/api/v1/auth/sessions')),
    /** Ends one of them at once. */
    endSession: (id: string) => done(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    ...mailedLinks(session, api),
  };
}

/** What the links in mails are for; whoever has one needs no session. */
const mailedLinks = (session: Session, api: Api) => ({
  /** Throws VALIDATION_ERROR at `token` for a link that is no longer good. */
  verifyEmail: (token: string) => done(session.door.POST('/api/v1/auth/verify-email', { body: { token } })),
  /** Sends the signed-in account a new link. */
  resendVerification: () => done(api.POST('/api/v1/auth/resend-verification')),
  /** Sends a link, if there is such an account; whether there is one, nobody is told. */
  forgotPassword: (email: string) => done(session.door.POST('/api/v1/auth/forgot-password', { body: { email } })),
  /** Sets a password by such a link; every session of the account ends. */
  resetPassword: (token: string, password: string) =>
    done(session.door.POST('/api/v1/auth/reset-password', { body: { token, password } })),
});

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
