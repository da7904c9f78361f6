import { DoorstepError } from 'doorstep-client';
import { useState } from 'react';
import { checkAccount, checkCredentials } from '../checks/accounts.js';
import type { Complaints } from '../checks/pages.js';
import { focusOn } from '../parts/paths.js';
import { texts } from '../texts/texts.js';
import { doorstep } from './doorstep.js';

export type Mode = 'register' | 'signIn';

const empty = { full_name: '', email: '', password: '', otp: '' };
export type AccountValues = typeof empty;

/** The form that makes an account or signs in. What is in it is kept nowhere else. */
export function useAccountForm(mode: Mode) {
  const [values, setValues] = useState(empty);
  const [complaints, setComplaints] = useState<Complaints>({});
  const [refusal, setRefusal] = useState<string>();
  const [needsCode, setNeedsCode] = useState(false);
  const [busy, setBusy] = useState(false);

  const complain = (found: Complaints) => {
    setComplaints(found);
    const first = Object.keys(found)[0];
    // After the complaint is drawn, so that it is read out with the field.
    if (first) requestAnimationFrame(() => focusOn(first));
  };
  const refused = (error: unknown) => {
    if (!(error instanceof DoorstepError)) throw error;
    if (error.code === 'OTP_REQUIRED') setNeedsCode(true);
    const about = error.details.filter(({ field }) => field in empty);
    if (error.code === 'EMAIL_TAKEN') complain({ email: texts.account.taken });
    else if (about.length) complain(Object.fromEntries(about.map(({ field, error: text }) => [field, text])));
    else setRefusal(reason(error));
  };

  return {
    values,
    complaints,
    refusal,
    needsCode,
    busy,
    change: (key: keyof AccountValues, value: string) => setValues((before) => ({ ...before, [key]: value })),
    forget: () => {
      setComplaints({});
      setRefusal(undefined);
    },
    async submit() {
      if (busy) return;
      setRefusal(undefined);
      const check = mode === 'register' ? checkAccount : checkCredentials;
      const found = check(values.email, values.password);
      if (Object.keys(found).length) return complain(found);
      setComplaints({});
      setBusy(true);
      await enter(mode, values)
        .catch(refused)
        .finally(() => setBusy(false));
    },
  };
}

function enter(mode: Mode, { full_name, email, password, otp }: AccountValues) {
  if (mode === 'signIn') return doorstep.signIn({ email, password, ...(otp ? { otp } : {}) });
  return doorstep.register({ email, password, ...(full_name.trim() ? { full_name } : {}) });
}

function reason({ code, status, message, retryAfter }: DoorstepError): string {
  const say = texts.account;
  if (code === 'INVALID_CREDENTIALS') return say.invalid;
  if (code === 'ACCOUNT_INACTIVE') return say.inactive;
  if (code === 'RATE_LIMITED') return say.tooMany(retryAfter);
  if (code === 'UNREACHABLE') return say.unreachable;
  return status >= 500 || code === 'UNREADABLE' ? say.failed : message;
}
