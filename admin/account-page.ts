import { renderSVG } from 'uqr';
import type { Enrolment } from '../src/domain/second-factors.js';
import type { Words } from './locales/en.js';
import { alertOf, escapeHtml, type Frame, plainPage } from './login-page.js';

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

/** Somebody's own account. */
export function accountPage(frame: Frame, shown: Shown): string {
  const { email, role, mustSetUp, done, complaints } = shown;
  const { account: say, values } = frame.words;
  const must = mustSetUp
    ? `<p class="alert" role="alert">${say.mustSetUp}</p>`
    : `<p class="hint"><a href="/admin">${say.back}</a></p>`;
  const notice = done === 'password' || done === 'off' ? say.done[done] : undefined;
  const body = `<h1>${say.title}</h1>
<p>${escapeHtml(email)}, ${escapeHtml(values[role] ?? role)}</p>
${alertOf(complaints && !Object.keys(complaints.fields).length ? complaints.message : undefined, notice)}
${must}
<section aria-labelledby="factor"><h2 id="factor">${say.factor}</h2>
${factor(say, shown)}
</section>
<section aria-labelledby="password-title"><h2 id="password-title">${say.password}</h2>
<form method="post" action="/admin/account/password">
${box({ form: 'password', name: 'current_password', label: say.currentPassword, complaints })}
${box({ form: 'password', name: 'new_password', label: say.newPassword, complaints, hint: say.newPasswordHelp })}
<button type="submit">${say.changePassword}</button>
</form></section>
<section aria-labelledby="sessions"><h2 id="sessions">${say.sessions}</h2>
<form method="post" action="/admin/account/sign-out-everywhere">
<p>${say.everywhereHelp}</p>
<button type="submit" class="second">${say.everywhere}</button>
</form></section>`;
  return plainPage(frame, say.title, body, 'wide');
}

/** Recovery codes, which are nowhere to be seen again. */
export function codesPage(frame: Frame, codes: string[]): string {
  const say = frame.words.account;
  const body = `<h1>${say.codes}</h1>
<p role="status">${say.codesHelp}</p>
<ul class="codes">${codes.map((code) => `<li><code>${code}</code></li>`).join('')}</ul>
<p><a href="/admin/account">${say.kept}</a></p>`;
  return plainPage(frame, say.codes, body, 'wide');
}

type Say = Words['account'];

function factor(say: Say, { standing, enrolment, complaints, mayTurnOff }: Shown): string {
  if (standing.on) return on(say, standing.codesLeft, mayTurnOff, complaints);
  if (enrolment) return settingUp(say, enrolment, complaints);
  return `<p>${say.off}</p>
<form method="post" action="/admin/account/second-factor"><button type="submit">${say.setUp}</button></form>`;
}

function settingUp(say: Say, { secret, address }: Enrolment, complaints?: Complaints): string {
  const spaced = secret.replace(/.{4}(?=.)/g, '$& ');
  return `<p>${say.scan}</p>
<div class="qr" role="img" aria-label="${say.qr}">${renderSVG(address, { ecc: 'M', border: 2 })}</div>
<p>${say.secret}: <code class="secret">${escapeHtml(spaced)}</code></p>
<form method="post" action="/admin/account/second-factor/confirm">
<p>${say.giveCode}</p>
${proofs(say, 'confirm', say.digits, complaints)}
<button type="submit">${say.turnOn}</button>
</form>
<p class="hint">${say.thenCodes}</p>`;
}

function on(say: Say, codesLeft: number, mayTurnOff: boolean, complaints?: Complaints): string {
  const off = `<details${complaints?.form === 'off' ? ' open' : ''}><summary>${say.turnOff}</summary>
<form method="post" action="/admin/account/second-factor/off">
${proofs(say, 'off', say.fromApp, complaints)}
<button type="submit" class="second">${say.turnOff}</button>
</form></details>`;
  return `<p><strong>${say.on}</strong> ${say.codesLeft(codesLeft)}</p>
<details${complaints?.form === 'codes' ? ' open' : ''}><summary>${say.newCodes}</summary>
<form method="post" action="/admin/account/recovery-codes">
${proofs(say, 'codes', say.fromApp, complaints)}
<button type="submit" class="second">${say.makeCodes}</button>
</form></details>
${mayTurnOff ? off : `<p class="hint">${say.mustKeep}</p>`}`;
}

const proofs = (say: Say, form: string, hint: string, complaints?: Complaints) =>
  box({ form, name: 'code', label: say.code, hint, complaints }) +
  box({ form, name: 'password', label: say.yourPassword, complaints });

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
