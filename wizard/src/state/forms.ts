import { DoorstepError } from 'doorstep-client';
import { useState } from 'react';
import type { Complaints } from '../checks/pages.js';
import { told } from '../checks/refusals.js';
import { focusOn } from '../parts/paths.js';
import { texts } from '../texts/texts.js';
import { useRetelling } from './languages.js';

interface Plan<V> {
  empty: V;
  /** What is wrong before anybody is asked. */
  check(values: V): Complaints;
  send(values: V): Promise<unknown>;
  /** Complaints that a refusal amounts to, where the server names no field; none where it is told in another way. */
  complaintsOf?(error: DoorstepError): Complaints | undefined;
}

/** A short form about an account. What is in it is kept nowhere else. */
export function useForm<V extends Record<string, string>>({ empty, check, send, complaintsOf }: Plan<V>) {
  const [values, setValues] = useState(empty);
  const [complaints, setComplaints] = useState<Complaints>({});
  const [refusal, setRefusal] = useState<DoorstepError>();
  const [busy, setBusy] = useState(false);

  useRetelling(() => {
    const now = Object.entries(check(values));
    setComplaints((before) => Object.fromEntries(now.filter(([key]) => key in before)));
  });

  const complain = (found: Complaints) => {
    setComplaints(found);
    const first = Object.keys(found)[0];
    // After the complaint is drawn, so that it is read out with the field.
    if (first) requestAnimationFrame(() => focusOn(first));
  };
  const refused = (error: unknown) => {
    if (!(error instanceof DoorstepError)) throw error;
    const about = error.details.filter(({ field }) => field in empty);
    const found = complaintsOf?.(error);
    if (found) complain(found);
    else if (about.length) complain(Object.fromEntries(about.map(({ field, error: text }) => [field, told(text)])));
    else setRefusal(error);
  };

  return {
    values,
    refusal: refusal && reasonOf(refusal),
    busy,
    /** What an input of the form needs. */
    input: (key: keyof V & string) => ({
      path: key,
      value: values[key] as string,
      error: complaints[key],
      change: (value: string) => setValues((before) => ({ ...before, [key]: value })),
    }),
    forget: () => {
      setComplaints({});
      setRefusal(undefined);
    },
    async submit() {
      if (busy) return;
      setRefusal(undefined);
      const found = check(values);
      if (Object.keys(found).length) return complain(found);
      setComplaints({});
      setBusy(true);
      await send(values)
        .catch(refused)
        .finally(() => setBusy(false));
    },
  };
}

export type Form = Pick<ReturnType<typeof useForm>, 'refusal' | 'busy' | 'submit'>;

/** Why something about an account did not work, in words. */
export function reasonOf({ code, status, message, retryAfter }: DoorstepError): string {
  const say = texts.account;
  if (code === 'INVALID_CREDENTIALS') return say.invalid;
  if (code === 'ACCOUNT_INACTIVE') return say.inactive;
  if (code === 'RATE_LIMITED') return say.tooMany(retryAfter);
  if (code === 'UNREACHABLE') return say.unreachable;
  if (status >= 500 || code === 'UNREADABLE') return say.failed;
  // What has no sentence here is told as the server says it, and that is English.
  return texts.language === 'en' ? message : texts.trouble.other;
}
