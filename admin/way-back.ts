/** A page of the back office that somebody is sent back to: never another host's, and nothing below `outside`. */
function wayTo(to: unknown, outside: RegExp): string {
  const home = '/admin';
  if (typeof to !== 'string' || !URL.canParse(to, 'http://here')) return home;
  const { origin, pathname, search } = new URL(to, 'http://here');
  const isOurs = origin === 'http://here' && /^\/admin(\/|$)/.test(pathname) && !outside.test(pathname);
  return isOurs ? pathname + search : home;
}

/** The page somebody asked for before he had to sign in, if it is one of ours. */
export const wayBack = (to: unknown) =>
  wayTo(to, /^\/admin\/(api|login|logout|forgot-password|reset-password|preferences)(\/|$)/);

/** The page on which somebody chose something about pages, the login among them. */
export const wayOn = (to: unknown) => wayTo(to, /^\/admin\/(api|exports|logout|preferences)(\/|$)/);
