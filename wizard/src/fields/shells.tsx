import type { ReactNode } from 'react';
import { idOf } from '../parts/paths.js';
import { texts } from '../texts/texts.js';

interface Props {
  path: string;
  label: ReactNode;
  required?: boolean;
  help?: ReactNode;
  error?: string;
  children: ReactNode;
}

/** What a control says about itself beside its label: the ids that `aria-describedby` lists. */
export function describedBy(
  { path, help, error }: Pick<Props, 'path' | 'help' | 'error'>,
  ...more: (string | false)[]
) {
  const id = idOf(path);
  return [help && `${id}-help`, ...more, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

/** A control with its label above, help between, and complaint below. */
export function Labelled({ path, label, required, help, error, children }: Props) {
  const id = idOf(path);
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block font-medium">
        {label}
        {required && <Star />}
      </label>
      {help && <Help id={`${id}-help`}>{help}</Help>}
      {children}
      {error && <Complaint id={`${id}-error`}>{error}</Complaint>}
    </div>
  );
}

/** Several controls under one name. */
export function Group({ path, label, required, help, error, children }: Props) {
  const id = idOf(path);
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={describedBy({ path, help, error })} className="space-y-3">
      <legend className="float-left mb-1.5 w-full font-semibold">
        {label}
        {required && <Star />}
        {required && <span className="sr-only"> ({texts.required})</span>}
      </legend>
      <div className="clear-both space-y-3">
        {help && <Help id={`${id}-help`}>{help}</Help>}
        {children}
        {error && <Complaint id={`${id}-error`}>{error}</Complaint>}
      </div>
    </fieldset>
  );
}

const Star = () => (
  <span aria-hidden="true" className="text-danger">
    {' *'}
  </span>
);

const Help = ({ id, children }: { id: string; children: ReactNode }) => (
  <p id={id} className="text-sm whitespace-pre-line text-muted">
    {children}
  </p>
);

export const Complaint = ({ id, children }: { id: string; children: ReactNode }) => (
  <p id={id} className="text-sm font-medium text-danger">
    {children}
  </p>
);
