import type { DoorstepError } from 'doorstep-client';
import { useEffect, useState } from 'react';
import { doorstep } from '../state/doorstep.js';
import { reasonOf } from '../state/forms.js';
import { texts } from '../texts/texts.js';
import { announce } from './announcements.js';

const say = texts.unconfirmed;

/** Sends the link that confirms an email once more. */
export function Resend() {
  const [said, setSaid] = useState<string>();
  const [busy, setBusy] = useState(false);
  const tell = (text: string) => {
    setSaid(text);
    announce(text);
  };
  const send = async () => {
    if (busy) return;
    setBusy(true);
    await doorstep.auth
      .resendVerification()
      .then(
        () => tell(say.sent),
        (error: DoorstepError) => tell(reasonOf(error)),
      )
      .finally(() => setBusy(false));
  };
  if (said) return <p className="py-2.5 font-medium">{said}</p>;
  return (
    <button type="button" className="link" aria-disabled={busy} onClick={send}>
      {busy ? say.sending : say.resend}
    </button>
  );
}

/** For whom it was put off: until the page is loaded anew. */
let putOffFor: string | undefined;

/** Reminds whoever has not confirmed his email, without being in the way. */
export function Unconfirmed() {
  const [, redraw] = useState(0);
  const { user } = doorstep;
  const isOpen = user?.email_verified_at === null && putOffFor !== user.id;
  useEffect(() => {
    if (!isOpen) return;
    // The link opens in another tab; back in this one, the reminder is out of date. A failure leaves it as it is.
    const look = () => {
      if (document.visibilityState === 'visible')
        doorstep.auth.me().then(
          () => redraw((count) => count + 1),
          () => {},
        );
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <aside aria-label={say.title} className="mx-auto w-full max-w-2xl px-3 pb-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-5 rounded-xl border border-line bg-accent-soft px-4 py-1 text-sm">
        <p className="min-w-0 flex-1 basis-60 py-2 break-words">{say.lead(user.email)}</p>
        <Resend />
        <button
          type="button"
          className="link"
          onClick={() => {
            putOffFor = user.id;
            redraw((count) => count + 1);
          }}
        >
          {say.later}
        </button>
      </div>
    </aside>
  );
}
