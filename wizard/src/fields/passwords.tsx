import { type ComponentProps, useState } from 'react';
import { texts } from '../texts/texts.js';
import { Input } from './inputs.js';

type Props = Omit<ComponentProps<typeof Input>, 'label' | 'type'> & { label?: string };

/** A password, which one may have shown while typing. */
export function PasswordInput({ label = texts.account.password, ...rest }: Props) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div>
      <Input
        {...rest}
        label={label}
        required
        type={isShown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
      />
      <label className="mt-1 inline-flex min-h-11 cursor-pointer items-center gap-3 text-sm">
        <input
          type="checkbox"
          className="tick mt-0"
          checked={isShown}
          onChange={(event) => setIsShown(event.target.checked)}
        />
        {texts.account.showPassword}
      </label>
    </div>
  );
}
