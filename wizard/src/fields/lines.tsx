import type { Field } from 'doorstep-client';
import type { InputHTMLAttributes } from 'react';
import { resolve, today } from '../../../src/domain/dates.js';
import { idOf } from '../parts/paths.js';
import { helpOf, labelOf } from '../parts/said.js';
import { texts } from '../texts/texts.js';
import type { ControlProps } from './controls.js';
import { Input } from './inputs.js';
import { describedBy, Labelled } from './shells.js';

type Attributes = InputHTMLAttributes<HTMLInputElement>;

// `type="email"` and `type="url"` would rewrite what is typed; the keyboard is what they are wanted for.
const attributes: Partial<Record<Field['type'], Attributes>> = {
  email: { type: 'text', inputMode: 'email', autoComplete: 'email', autoCapitalize: 'none', spellCheck: false },
  phone: { type: 'tel', autoComplete: 'tel' },
  url: { type: 'text', inputMode: 'url', autoComplete: 'url', autoCapitalize: 'none', spellCheck: false },
  // `type="number"` hides what is no number, and turns with the mouse wheel.
  number: { type: 'text', inputMode: 'decimal', autoComplete: 'off' },
};

/** What browsers can fill in by themselves (WCAG 1.3.5), for the keys that editors are likely to give. */
const purposes: Record<string, string> = {
  name: 'name',
  full_name: 'name',
  first_name: 'given-name',
  last_name: 'family-name',
  birthdate: 'bday',
  date_of_birth: 'bday',
  company: 'organization',
  job_title: 'organization-title',
  country: 'country-name',
};

const shared = ({ field, complaint }: ControlProps<string>) => ({
  path: field.key,
  label: labelOf(field),
  required: field.required,
  help: helpOf(field),
  error: complaint(field.key),
});

export function Line(props: ControlProps<string>) {
  const { field, value, change, leave } = props;
  const how = { type: 'text', autoComplete: purposes[field.key], ...attributes[field.type] };
  return <Input {...how} {...shared(props)} value={value} change={change} leave={leave} />;
}

export function DateInput(props: ControlProps<string>) {
  const { field, value, change, leave } = props;
  const day = (bound: string | number | undefined, fallback: string) =>
    bound === undefined ? fallback : resolve(String(bound), today());
  return (
    <Input
      {...shared(props)}
      type="date"
      autoComplete={purposes[field.key]}
      min={day(field.min, '0001-01-01')}
      // Without an end, Chromium lets people type years of six digits.
      max={day(field.max, '9999-12-31')}
      value={value}
      change={change}
      leave={leave}
    />
  );
}

export function Textarea(props: ControlProps<string>) {
  const { field, value, change, leave } = props;
  const { path, help, error, ...rest } = shared(props);
  const max = field.max_length;
  return (
    <Labelled path={path} help={help} error={error} {...rest}>
      <textarea
        id={idOf(path)}
        name={path}
        rows={4}
        className="control"
        value={value}
        aria-required={field.required || undefined}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ path, help, error }, max !== undefined && `${idOf(path)}-count`)}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
      />
      {max !== undefined && <Counter id={`${idOf(path)}-count`} text={value} max={max} />}
    </Labelled>
  );
}

function Counter({ id, text, max }: { id: string; text: string; max: number }) {
  // In code points, as the server counts.
  const used = [...text.trim()].length;
  const over = used - max;
  return (
    <p id={id} className={`text-sm tabular-nums ${over > 0 ? 'font-medium text-danger' : 'text-muted'}`}>
      {over > 0 ? texts.fields.tooLong(over) : texts.fields.counter(used, max)}
    </p>
  );
}
