import type { Assets } from './assets.js';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, in an attribute too. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? '');

interface Shown {
  to: string;
  email?: string;
  complaint?: string;
}

/** A page of ours around some HTML: no script, no request to another host. */
export function plainPage(assets: Assets, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Doorstep</title>
<link rel="icon" href="${assets.url('logo.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('office.css')}">
</head>
<body class="plain"><main>
<p class="brand"><img src="${assets.url('logo.svg')}" alt="" width="40" height="40"><span>Doorstep</span></p>
${body}
</main></body>
</html>`;
}

export function loginPage(assets: Assets, { to, email = '', complaint }: Shown): string {
  const alert = complaint ? `<p class="alert" id="complaint" role="alert">${escapeHtml(complaint)}</p>` : '';
  const described = complaint ? ' aria-invalid="true" aria-describedby="complaint"' : '';
  return plainPage(
    assets,
    'Sign in',
    `<h1>Sign in to the back office</h1>
${alert}
<form method="post" action="/admin/login">
<input type="hidden" name="to" value="${escapeHtml(to)}">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${described}${complaint ? '' : ' autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000"${described}${complaint ? ' autofocus' : ''}>
<button type="submit">Sign in</button>
</form>
<p class="hint">For the people who run the onboarding. Lost your password? An admin can set a new one.</p>`,
  );
}
