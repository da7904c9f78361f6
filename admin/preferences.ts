import { type CookieOptions, type Request, type RequestHandler, Router } from 'express';
import { readForm } from './forms.js';
import type { Words } from './locales/en.js';
import { languages, wordsIn } from './locales/languages.js';
import { wayOn } from './way-back.js';

declare global {
  namespace Express {
    interface Locals {
      /** What the answer says, in the language it is given in. */
      words: Words;
      /** How its page looks: as the system does, or as was chosen. */
      look: Look;
    }
  }
}

export const looks = ['system', 'light', 'dark'] as const;
export type Look = (typeof looks)[number];

/**
 * What somebody may choose about pages, and the values there are. It is the browser's, not the account's, so that the
 * login has it too: a cookie each, `doorstep_<name>`, which is no secret. Another choice is another line here.
 */
const choices: Record<string, readonly string[]> = {
  language: Object.keys(languages),
  look: looks,
};

const cookieOf = (name: string) => `doorstep_${name}`;
/** Milliseconds: a year. */
const longest = 365 * 24 * 60 * 60 * 1000;

/** What was chosen in this browser, if it is one of the values there are. */
export function chosen(request: Request, name: string): string | undefined {
  const sign = `${cookieOf(name)}=`;
  const parts = (request.get('cookie') ?? '').split(/; */);
  const value = parts.find((part) => part.startsWith(sign))?.slice(sign.length);
  return choices[name]?.find((choice) => choice === value);
}

/** The language of an answer: chosen, or the first of the browser's that is here, or English. */
const languageOf = (request: Request) =>
  chosen(request, 'language') || request.acceptsLanguages(Object.keys(languages)) || 'en';

/** The head of a page in a look: the browser paints its ground so before any sheet has come. */
export const lookOf = (look: Look) => ({
  html: look === 'system' ? '' : ` data-look="${look}"`,
  meta: `<meta name="color-scheme" content="${look === 'system' ? 'light dark' : look}">`,
});

/** Gives the answer its words and its look. */
export const spoken: RequestHandler = (request, response, next) => {
  response.locals.words = wordsIn(languageOf(request));
  response.set('Content-Language', response.locals.words.language);
  response.locals.look = (chosen(request, 'look') ?? 'system') as Look;
  next();
};

/** Remembers what was chosen, and goes back to where it was. Nobody need be signed in. */
export function preferenceRoutes(https: boolean): Router {
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: https, path: '/admin', maxAge: longest };
  const choose: RequestHandler = (request, response) => {
    for (const [name, values] of Object.entries(choices)) {
      const value = request.body[name];
      if (values.includes(value)) response.cookie(cookieOf(name), value, cookie);
    }
    response.redirect(303, wayOn(request.body.to));
  };
  return Router().post('/preferences', readForm, choose);
}
