import type { Client } from 'openapi-fetch';
import { DoorstepError } from './errors.js';
import { hints } from './hints.js';
import { opened } from './opened.js';
import type { Send } from './transport.js';
import type { Grant, paths, User } from './types.js';

/** Where the refresh token lives: in a cookie that no script can read, or, where there are no cookies, in memory. */
export type Keeping = 'cookie' | 'memory';

/** Milliseconds before its end in which an access token is no longer trusted to arrive in time. */
const margin = 10_000;

/** Who is signed in, and the tokens that show it. The access token is never kept anywhere but in memory. */
export class Session {
  user?: User;
  #access?: { token: string; goodUntil: number };
  #refreshToken?: string;
  #renewal?: Promise<void>;

  constructor(
    /** The API without tokens and renewal. */
    readonly door: Client<paths>,
    readonly keeping: Keeping,
    readonly changed: (user: User | undefined) => void,
  ) {}

  begin({ user, access_token, refresh_token, expires_in }: Grant): User {
    const isOther = this.user?.id !== user.id;
    this.user = user;
    this.#access = { token: access_token, goodUntil: Date.now() + expires_in * 1000 - margin };
    if (this.keeping === 'memory') this.#refreshToken = refresh_token;
    else hints.set();
    if (isOther) this.changed(user);
    return user;
  }

  /** News of the signed-in account; anybody else's is handed on as it is. */
  learn(user: User): User {
    if (this.user?.id === user.id) this.user = user;
    return user;
  }

  end(): void {
    const wasSignedIn = this.user !== undefined;
    this.user = this.#access = this.#refreshToken = undefined;
    if (this.keeping === 'cookie') hints.clear();
    if (wasSignedIn) this.changed(undefined);
  }

  /** Whether there may be something to renew a session with. */
  get canRenew(): boolean {
    return this.keeping === 'cookie' ? hints.isSet() : this.#refreshToken !== undefined;
  }

  /** Sends a request with the access token, renewed before or, where the server finds it stale, after; then once more. */
  async send(request: Request, send: Send): Promise<Response> {
    const again = request.clone();
    if (this.#access && this.#access.goodUntil <= Date.now() && this.canRenew) await this.renew();
    const spent = this.#access?.token;
    try {
      return await send(withToken(request, spent));
    } catch (error) {
      if (!isRefusal(error) || !this.canRenew) throw error;
    }
    // Another request may have renewed it while this one was under way.
    if (spent === this.#access?.token) await this.renew();
    return send(withToken(again, this.#access?.token));
  }

  /** One renewal at a time, shared by all who need it. Throws UNAUTHENTICATED or its kin when the session is over. */
  renew(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(): Promise<void> {
    const before = this.user;
    const body = this.#refreshToken === undefined ? undefined : { refresh_token: this.#refreshToken };
    try {
      this.begin(await opened(this.door.POST('/api/v1/auth/refresh', { body })));
    } catch (error) {
      if (isRefusal(error)) this.end();
      throw error;
    }
    // On another tab somebody else signed in: what this one was about to send is not his.
    if (before && before.id !== this.user?.id) throw new DoorstepError('UNAUTHENTICATED', { status: 401 });
  }
}

/** The server says that nobody is signed in, as opposed to saying nothing. */
export const isRefusal = (error: unknown) => error instanceof DoorstepError && error.status === 401;

function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}
