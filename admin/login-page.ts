import type { Request, Response } from 'express';
import type { Assets } from './assets.js';
import type { Words } from './locales/en.js';
import { languages } from './locales/languages.js';
import { type Look, lookOf, looks } from './preferences.js';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, in an attribute too. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? '');

interface Shown {
  to: string;
  email?: string;
  complaint?: string;
  notice?: string;
}

/** What a form says of itself: a complaint, or that all is well. */
export const alertOf = (complaint: string | undefined, notice?: string) =>
  (complaint ? `<p class="alert" id="complaint" role="alert">${escapeHtml(complaint)}</p>` : '') +
  (notice ? `<p class="notice" role="status">${escapeHtml(notice)}</p>` : '');

/** What every plain page needs: its files, its words, and where it is come back to when a language is chosen on it. */
export interface Frame {
  assets: Assets;
  words: Words;
  look: Look;
  /** Without it nothing can be chosen: the page was the answer to a form, and is not to be had again. */
  to?: string;
}

/** The frame of an answer; `to` is its own address, or what stands in for it where that is a form's. */
export const frameOf = (assets: Assets, request: Request, response: Response, to?: string): Frame => ({
  assets,
  words: response.locals.words,
  look: response.locals.look,
  to: to ?? (request.method === 'GET' ? request.originalUrl : undefined),
});

/** A page of ours around some HTML: no script, no request to another host. */
export function plainPage(frame: Frame, title: string, body: string, kind: '' | 'wide' = ''): string {
  const { assets, words } = frame;
  const look = lookOf(frame.look);
  return `<!doctype html>
<html lang="${words.language}"${look.html}>
<head>
<meta charset="utf-8">
${look.meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Doorstep</title>
<link rel="icon" href="${assets.url('logo.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('office.css')}">
</head>
<body class="plain ${kind}"><main>
<p class="brand"><img src="${assets.url('logo.svg')}" alt="" width="40" height="40"><span>Doorstep</span></p>
${body}
</main>
${preferences(frame)}
</body>
</html>`;
}

/** The languages this page is not in, each under its own name; and the looks. */
function preferences({ words, look: chosen, to }: Frame): string {
  if (to === undefined) return '';
  const others = Object.values(languages).filter(({ language }) => language !== words.language);
  const buttons = others.map(
    ({ language, name }) => `<button name="language" value="${language}" lang="${language}">${name}</button>`,
  );
  const shades = looks.map(
    (look) =>
      `<button name="look" value="${look}" aria-pressed="${look === chosen}">${words.preferences.looks[look]}</button>`,
  );
  return `<footer><form class="preferences" method="post" action="/admin/preferences" aria-label="${words.preferences.language}">
<input type="hidden" name="to" value="${escapeHtml(to)}">
<span aria-hidden="true">${words.preferences.language}:</span> ${buttons.join('\n')}
</form>
<form class="preferences" method="post" action="/admin/preferences" aria-label="${words.preferences.look}">
<input type="hidden" name="to" value="${escapeHtml(to)}">
<span aria-hidden="true">${words.preferences.look}:</span> ${shades.join('\n')}
</form></footer>`;
}

export function loginPage(frame: Frame, { to, email = '', complaint, notice }: Shown): string {
  const say = frame.words.login;
  const described = complaint ? ' aria-invalid="true" aria-describedby="complaint"' : '';
  return plainPage(
    frame,
    say.signIn,
    `<h1>${say.title}</h1>
${alertOf(complaint, notice)}
<form method="post" action="/admin/login">
<input type="hidden" name="to" value="${escapeHtml(to)}">
<label for="email">${say.email}</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${described}${complaint ? '' : ' autofocus'}>
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000"${described}${complaint ? ' autofocus' : ''}>
<button type="submit">${say.signIn}</button>
</form>
<p class="hint"><a href="/admin/forgot-password">${say.lost}</a></p>`,
  );
}

/** The second question, for those who have a second factor. */
export function codePage(frame: Frame, complaint?: string): string {
  const say = frame.words.login;
  const described = complaint ? ' aria-invalid="true" aria-describedby="complaint hint"' : ' aria-describedby="hint"';
  return plainPage(
    frame,
    say.yourCode,
    `<h1>${say.enterCode}</h1>
${alertOf(complaint)}
<form method="post" action="/admin/login/code">
<label for="code">${say.code}</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" required maxlength="30" autofocus${described}>
<p class="hint" id="hint">${say.codeHelp}</p>
<button type="submit">${say.signIn}</button>
</form>
<p class="hint"><a href="/admin/login">${say.startAgain}</a></p>`,
  );
}
