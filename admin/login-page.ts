import type { Assets } from './assets.js';

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

/** A page of ours around some HTML: no script, no request to another host. */
export function plainPage(assets: Assets, title: string, body: string, kind: '' | 'wide' = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Doorstep</title>
<link rel="icon" href="${assets.url('logo.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('office.css')}">
</head>
<body class="plain ${kind}"><main>
<p class="brand"><img src="${assets.url('logo.svg')}" alt="" width="40" height="40"><span>Doorstep</span></p>
${body}
</main></body>
</html>`;
}

export function loginPage(assets: Assets, { to, email = '', complaint, notice }: Shown): string {
  const described = complaint ? ' aria-invalid="true" aria-describedby="complaint"' : '';
  return plainPage(
    assets,
    'Sign in',
    `<h1>Sign in to the back office</h1>
${alertOf(complaint, notice)}
<form method="post" action="/admin/login">
<input type="hidden" name="to" value="${escapeHtml(to)}">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${described}${complaint ? '' : ' autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000"${described}${complaint ? ' autofocus' : ''}>
<button type="submit">Sign in</button>
</form>
<p class="hint"><a href="/admin/forgot-password">Lost your password?</a></p>`,
  );
}

/** The second question, for those who have a second factor. */
export function codePage(assets: Assets, complaint?: string): string {
  const described = complaint ? ' aria-invalid="true" aria-describedby="complaint hint"' : ' aria-describedby="hint"';
  return plainPage(
    assets,
    'Your code',
    `<h1>Enter your code</h1>
${alertOf(complaint)}
<form method="post" action="/admin/login/code">
<label for="code">Code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" required maxlength="30" autofocus${described}>
<p class="hint" id="hint">The six digits that your authenticator app shows now, or one of your recovery codes.</p>
<button type="submit">Sign in</button>
</form>
<p class="hint"><a href="/admin/login">Start again</a></p>`,
  );
}
