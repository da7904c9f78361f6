import { renderSVG } from 'uqr';
import type { Enrolment } from '../src/domain/second-factors.js';
import type { Assets } from './assets.js';
import { alertOf, escapeHtml, plainPage } from './login-page.js';

/** What is wrong with one of the page's forms. */
export interface Complaints {
  form: string;
  fields: Record<string, string>;
  message: string;
}

interface Shown {
  email: string;
  role: string;
  standing: { on: boolean; codesLeft: number };
  enrolment?: Enrolment;
  mustSetUp: boolean;
  mayTurnOff: boolean;
  done: string;
  complaints?: Complaints;
}

const notices: Record<string, string> = {
  password: 'Your password is changed. Everywhere else you are signed out.',
  off: 'Your second factor is off.',
};

/** Somebody's own account. */
export function accountPage(assets: Assets, shown: Shown): string {
  const { email, role, mustSetUp, done, complaints } = shown;
  const must = mustSetUp
    ? '<p class="alert" role="alert">Staff must have a second factor here. Please set yours up; then everything else opens.</p>'
    : '<p class="hint"><a href="/admin">Back to the back office</a></p>';
  const body = `<h1>Your account</h1>
<p>${escapeHtml(email)}, ${escapeHtml(role)}</p>
${alertOf(complaints && !Object.keys(complaints.fields).length ? complaints.message : undefined, notices[done])}
${must}
<section aria-labelledby="factor"><h2 id="factor">Second factor</h2>
${factor(shown)}
</section>
<section aria-labelledby="password-title"><h2 id="password-title">Password</h2>
<form method="post" action="/admin/account/password">
${box({ form: 'password', name: 'current_password', label: 'Your password now', complaints })}
${box({ form: 'password', name: 'new_password', label: 'New password', complaints, hint: 'At least 8 characters. Everywhere else you are signed out.' })}
<button type="submit">Change the password</button>
</form></section>
<section aria-labelledby="sessions"><h2 id="sessions">Sessions</h2>
<form method="post" action="/admin/account/sign-out-everywhere">
<p>Ends every session of yours, in the back office and through the API, this one too.</p>
<button type="submit" class="second">Sign out everywhere</button>
</form></section>`;
  return plainPage(assets, 'Your account', body, 'wide');
}

/** Recovery codes, which are nowhere to be seen again. */
export function codesPage(assets: Assets, codes: string[]): string {
  const body = `<h1>Your recovery codes</h1>
<p role="status">Print them or write them down now: they are shown only this once. Each signs you in one time, should you lose your phone. Codes you had before are void.</p>
<ul class="codes">${codes.map((code) => `<li><code>${code}</code></li>`).join('')}</ul>
<p><a href="/admin/account">I have kept them</a></p>`;
  return plainPage(assets, 'Your recovery codes', body, 'wide');
}

function factor({ standing, enrolment, complaints, mayTurnOff }: Shown): string {
  if (standing.on) return on(standing.codesLeft, mayTurnOff, complaints);
  if (enrolment) return settingUp(enrolment, complaints);
  return `<p>Off. With it, signing in asks for a code from an authenticator app on your phone as well, so that a stolen password alone opens nothing.</p>
<form method="post" action="/admin/account/second-factor"><button type="submit">Set it up</button></form>`;
}

function settingUp({ secret, address }: Enrolment, complaints?: Complaints): string {
  const spaced = secret.replace(/.{4}(?=.)/g, '$& ');
  return `<p>1. Scan this with an authenticator app, or type the secret into it.</p>
<div class="qr" role="img" aria-label="QR code for the authenticator app; the secret stands below as text">${renderSVG(address, { ecc: 'M', border: 2 })}</div>
<p>Secret: <code class="secret">${escapeHtml(spaced)}</code></p>
<form method="post" action="/admin/account/second-factor/confirm">
<p>2. Give the code that it shows now, and your password.</p>
${proofs('confirm', 'The six digits.', complaints)}
<button type="submit">Turn it on</button>
</form>
<p class="hint">You are then shown recovery codes, and signed out everywhere else.</p>`;
}

function on(codesLeft: number, mayTurnOff: boolean, complaints?: Complaints): string {
  const hint = 'From the app, or a recovery code.';
  const off = `<details${complaints?.form === 'off' ? ' open' : ''}><summary>Turn it off</summary>
<form method="post" action="/admin/account/second-factor/off">
${proofs('off', hint, complaints)}
<button type="submit" class="second">Turn it off</button>
</form></details>`;
  return `<p><strong>On.</strong> ${codesLeft} of your recovery codes ${codesLeft === 1 ? 'is' : 'are'} left.</p>
<details${complaints?.form === 'codes' ? ' open' : ''}><summary>Make new recovery codes</summary>
<form method="post" action="/admin/account/recovery-codes">
${proofs('codes', hint, complaints)}
<button type="submit" class="second">Make new codes</button>
</form></details>
${mayTurnOff ? off : '<p class="hint">Staff must have one here, so it cannot be turned off.</p>'}`;
}

const proofs = (form: string, hint: string, complaints?: Complaints) =>
  box({ form, name: 'code', label: 'Code', hint, complaints }) +
  box({ form, name: 'password', label: 'Your password', complaints });

interface Box {
  form: string;
  name: string;
  label: string;
  hint?: string;
  complaints?: Complaints;
}

/** One labelled input with what is wrong with it. */
function box({ form, name, label, hint, complaints }: Box): string {
  const id = `${form}-${name}`;
  const error = complaints?.form === form ? complaints.fields[name] : undefined;
  const ids = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])];
  const kinds: Record<string, string> = {
    code: 'type="text" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="30"',
    new_password: 'type="password" autocomplete="new-password" maxlength="1000"',
  };
  const kind = kinds[name] ?? 'type="password" autocomplete="current-password" maxlength="1000"';
  return `<label for="${id}">${label}</label>
<input id="${id}" name="${name}" ${kind} required${ids.length ? ` aria-describedby="${ids.join(' ')}"` : ''}${error ? ' aria-invalid="true" autofocus' : ''}>
${error ? `<p class="alert" id="${id}-error" role="alert">${escapeHtml(error)}</p>` : ''}${hint ? `<p class="hint" id="${id}-hint">${hint}</p>` : ''}`;
}
