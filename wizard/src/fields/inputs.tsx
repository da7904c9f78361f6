import type { InputHTMLAttributes, ReactNode } from 'react';
import { idOf } from '../parts/paths.js';
import { texts } from '../texts/texts.js';
import { describedBy, Labelled } from './shells.js';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'onBlur'> {
  path: string;
  label: ReactNode;
  required?: boolean;
  help?: ReactNode;
  error?: string;
  change(value: string): void;
  leave?(): void;
}

/** A line of text with label, help and complaint. */
export function Input({ path, label, required, help, error, change, leave, ...rest }: Props) {
  return (
    <Labelled path={path} label={label} required={required} help={help} error={error}>
      <input
        {...rest}
        id={idOf(path)}
        name={path}
        className="control"
        // Not `required`: an empty field is not yet a wrong one.
        aria-required={required || undefined}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ path, help, error })}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
      />
    </Labelled>
  );
}

/** The email of an account. `type="email"` would rewrite what is typed. */
export const EmailInput = (props: Omit<Props, 'label'>) => (
  <Input {...props} label={texts.account.email} required inputMode="email" autoCapitalize="none" spellCheck={false} />
);
