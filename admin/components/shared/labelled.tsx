import type { ReactNode } from 'react';
import { words } from './words.js';

interface Props {
  id: string;
  label: string;
  required?: boolean;
  error?: string;
  help?: string;
  children: ReactNode;
}

/** A control under its label, with what is wrong with it tied to it by `describedBy`. */
export function Labelled({ id, label, required, error, help, children }: Props) {
  return (
    <div className="group">
      <label htmlFor={id}>
        {label}
        {required && (
          <span className="needed" title={words.common.required}>
            {' *'}
          </span>
        )}
      </label>
      {children}
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="wrong" id={`${id}-wrong`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** Attributes that tie a control to its label, help and complaint. */
export const tied = (id: string, error?: string, help?: string) => ({
  id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': [help && `${id}-help`, error && `${id}-wrong`].filter(Boolean).join(' ') || undefined,
});

export function complaintsOf(errors: Record<string, { message?: string } | undefined> | undefined, path: string) {
  return errors?.[path]?.message;
}
