import { type FormEvent, useEffect, useState } from 'react';
import { Dialog } from './dialog.js';
import { clerk, presence } from './presence.js';
import { words } from './words.js';

type Step = 'password' | 'code';

/** Signing in again without leaving the page: as the one it was drawn for, by the same forms as ever. */
export function SignInAgain({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const [step, setStep] = useState<Step>('password');
  const [complaint, complain] = useState('');
  const [isAnother, setAnother] = useState(false);
  const [busy, setBusy] = useState(false);
  const say = words.presence;
  useEffect(() => {
    presence().then(
      ({ id }) => setAnother(id !== null && id !== clerk.id),
      () => {},
    );
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const form = new FormData(event.currentTarget);
    complain(await sent(step, form).catch(() => say.failed));
    const now = await presence().catch(() => undefined);
    setBusy(false);
    if (!now) return complain(say.failed);
    if (now.id === clerk.id) return onDone();
    setStep(now.id === null && now.asksCode ? 'code' : 'password');
  };
  return (
    <Dialog title={say.ended} onClose={onClose}>
      <p>
        {isAnother && `${say.another} `}
        {say.goOn(clerk.email)}
      </p>
      <form onSubmit={submit}>
        {complaint && (
          <p className="wrong" role="alert">
            {complaint}
          </p>
        )}
        <Box key={step} step={step} />
        <div className="bar">
          <button type="submit" className="main" disabled={busy}>
            {say.signIn}
          </button>
          <button type="button" onClick={onClose}>
            {say.notNow}
          </button>
        </div>
        {/* With somebody else signed in, the login only leads on to his pages. */}
        {!isAnother && (
          <p className="help">
            <a href="/admin/login" target="_blank" rel="noopener">
              {say.elsewhere}
            </a>
          </p>
        )}
      </form>
    </Dialog>
  );
}

function Box({ step }: { step: Step }) {
  const isCode = step === 'code';
  const kind = isCode
    ? { maxLength: 30, autoComplete: 'one-time-code', autoCapitalize: 'off', spellCheck: false }
    : { maxLength: 1000, autoComplete: 'current-password', type: 'password' };
  return (
    <div className="group">
      {!isCode && <input type="hidden" name="email" value={clerk.email} />}
      <label htmlFor="again">{isCode ? words.login.code : words.login.password}</label>
      {/* biome-ignore lint/a11y/noAutofocus: it is what the dialog asks for */}
      <input id="again" name={step} required autoFocus {...kind} />
    </div>
  );
}

/** Sends a form of the plain login pages; what these complain of, or nothing. */
async function sent(step: Step, form: FormData): Promise<string> {
  const path = step === 'code' ? '/admin/login/code' : '/admin/login';
  const body = new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
  const response = await fetch(path, { method: 'POST', body, redirect: 'manual' });
  // Where it leads to does not matter here: that it leads on is the answer.
  if (response.type === 'opaqueredirect') return '';
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.querySelector('#complaint')?.textContent ?? words.presence.failed;
}
