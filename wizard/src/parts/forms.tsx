import type { ReactNode } from 'react';
import type { Form as State } from '../state/forms.js';
import { Notice } from './notices.js';

interface Props {
  form: State;
  /** What its button says. */
  action: string;
  look?: 'main' | 'danger';
  children: ReactNode;
}

/** A short form with one button, and what keeps it from working above it. */
export function Form({ form, action, look = 'main', children }: Props) {
  return (
    <>
      {form.refusal && (
        <Notice look="danger" role="alert">
          {form.refusal}
        </Notice>
      )}
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
      >
        {children}
        <button type="submit" className={`button button-${look} w-full`} aria-disabled={form.busy}>
          {action}
        </button>
      </form>
    </>
  );
}
