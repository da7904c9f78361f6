/** Codes of a token that is worth nothing any more; a wrong password is another matter. */
const OVER = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_REUSED'];
/** Milliseconds before its end in which a token is no longer trusted to arrive in time. */
const MARGIN = 10_000;

/**
 * Who tries the routes, and with which tokens: in memory alone, in no address and no storage. `changed` is told whenever
 * that is somebody else or nobody, and why.
 */
// biome-ignore lint/correctness/noUnusedVariables: page.js, loaded next, uses it.
function createSession(changed) {
  let held;
  let renewal;

  async function ask(method, path, body, token) {
    const response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'omit',
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    const { data, error } = await response.json();
    if (!response.ok) throw error;
    return data;
  }

  function hold({ user, access_token, refresh_token, expires_in }) {
    held = { user, access: access_token, refresh: refresh_token, goodUntil: Date.now() + expires_in * 1000 - MARGIN };
    changed(user);
  }

  function drop(why) {
    if (!held) return;
    held = undefined;
    changed(undefined, why);
  }

  /** One at a time: a refresh token is good once. */
  function renew() {
    renewal ??= ask('POST', '/auth/refresh', { refresh_token: held.refresh })
      .then(hold, (error) => OVER.includes(error?.code) && drop('Your session has ended.'))
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  }

  return {
    signIn: async (credentials) => hold(await ask('POST', '/auth/login', credentials)),
    /** A token from elsewhere: whose it is, the server says; renew it we cannot. */
    async take(token) {
      hold({ user: await ask('GET', '/auth/me', undefined, token), access_token: token, expires_in: Infinity });
    },
    async signOut() {
      const { access, refresh } = held;
      // A session that somebody else began is his to end.
      if (refresh) await ask('POST', '/auth/logout', undefined, access).catch(unlessOver);
      drop('You are signed out.');
    },
    /** The token to send now, renewed where it is about to expire; undefined where nobody is signed in. */
    async token() {
      if (held?.refresh && held.goodUntil <= Date.now()) await renew();
      return held?.access;
    },
    /** Notes from an answer to one of our tokens that the session is over. */
    heard(code, authorization) {
      if (OVER.includes(code) && held && authorization === `Bearer ${held.access}`) drop('Your session has ended.');
    },
  };
}

function unlessOver(error) {
  if (!OVER.includes(error?.code)) throw error;
}
