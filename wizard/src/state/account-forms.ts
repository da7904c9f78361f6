import type { DoorstepError } from 'doorstep-client';
import { useEffect, useState } from 'react';
import { checkAccount, checkCredentials } from '../checks/accounts.js';
import type { Complaints } from '../checks/pages.js';
import { focusOn } from '../parts/paths.js';
import { texts } from '../texts/texts.js';
import { doorstep } from './doorstep.js';
import { useForm } from './forms.js';

export type Mode = 'register' | 'signIn';

const empty = { full_name: '', email: '', password: '', otp: '' };

/** The form that makes an account or signs in. */
export function useAccountForm(mode: Mode) {
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm({
    empty,
    check: ({ email, password }) => (mode === 'register' ? checkAccount : checkCredentials)(email, password),
    send: (values) => enter(mode, values),
    complaintsOf({ code }: DoorstepError): Complaints | undefined {
      if (code === 'EMAIL_TAKEN') return { email: texts.account.taken };
      // The password was right a moment ago.
      if (code === 'INVALID_CREDENTIALS' && needsCode) return { otp: texts.account.wrongCode };
      if (code !== 'OTP_REQUIRED') return undefined;
      setNeedsCode(true);
      return needsCode ? { otp: texts.complaints.required } : {};
    },
  });
  useEffect(() => {
    if (needsCode) focusOn('otp');
  }, [needsCode]);
  return { ...form, needsCode };
}

function enter(mode: Mode, { full_name, email, password, otp }: typeof empty) {
  if (mode === 'signIn') return doorstep.auth.signIn({ email, password, ...(otp ? { otp } : {}) });
  return doorstep.auth.register({ email, password, ...(full_name.trim() ? { full_name } : {}) });
}
