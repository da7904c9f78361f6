import type { Field } from 'doorstep-client';
import type { ReactNode } from 'react';
import { idOf } from '../parts/paths.js';
import { helpOf, labelOf, Said } from '../parts/said.js';
import { texts } from '../texts/texts.js';
import type { ControlProps } from './controls.js';
import { Complaint, describedBy, Group, Labelled } from './shells.js';

/** So many options can be seen at one glance; more go into a list that opens. */
const glance = 5;

const naming = (field: Field, complaint: (path: string) => string | undefined) => ({
  path: field.key,
  label: labelOf(field),
  required: field.required,
  help: helpOf(field),
  error: complaint(field.key),
});

const optionOf = (field: Field, { value, label }: NonNullable<Field['options']>[number]) => (
  <Said of={field} name={`options.${value}`}>
    {label}
  </Said>
);

/** Radio buttons or a list. An optional choice must be possible to take back, which radio buttons can't. */
export function Select(props: ControlProps<string>) {
  const { field } = props;
  return field.required && (field.options?.length ?? 0) <= glance ? <Radios {...props} /> : <List {...props} />;
}

function Radios({ field, value, complaint, change }: ControlProps<string>) {
  return (
    <Group {...naming(field, complaint)}>
      {field.options?.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            className="tick"
            name={field.key}
            checked={value === option.value}
            onChange={() => change(option.value)}
          />
          <span className="min-w-0 break-words">{optionOf(field, option)}</span>
        </label>
      ))}
    </Group>
  );
}

function List({ field, value, complaint, change, leave }: ControlProps<string>) {
  const { path, help, error, ...rest } = naming(field, complaint);
  return (
    <Labelled path={path} help={help} error={error} {...rest}>
      <select
        id={idOf(path)}
        name={path}
        className="control"
        value={value}
        aria-required={field.required || undefined}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ path, help, error })}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
      >
        <option value="">{field.required ? texts.fields.choose : texts.fields.none}</option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value} lang={field.langs?.[`options.${option.value}`]}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function MultiSelect({ field, value, complaint, change }: ControlProps<string[]>) {
  const toggle = (option: string, on: boolean) => {
    const chosen = new Set(on ? [...value, option] : value.filter((other) => other !== option));
    // In the order of the options, whatever order they were ticked in.
    change((field.options ?? []).map((known) => known.value).filter((known) => chosen.has(known)));
  };
  const names = naming(field, complaint);
  return (
    <Group {...names} help={withLimits(names.help, limits(field))}>
      {field.options?.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            className="tick"
            name={field.key}
            checked={value.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
          <span className="min-w-0 break-words">{optionOf(field, option)}</span>
        </label>
      ))}
    </Group>
  );
}

function withLimits(help: ReactNode, limit: string | undefined): ReactNode {
  if (!help || !limit) return help ?? limit;
  return (
    <>
      {help}
      {`\n${limit}`}
    </>
  );
}

function limits({ min, max }: Field): string | undefined {
  const [from, to] = [Number(min ?? 0), max === undefined ? undefined : Number(max)];
  if (from > 1 && to !== undefined) return texts.fields.between(from, to);
  if (from > 1) return texts.fields.atLeast(from);
  return to === undefined ? undefined : texts.fields.atMost(to);
}

export function Checkbox({ field, value, complaint, change }: ControlProps<boolean>) {
  const { path, label, required, help, error } = naming(field, complaint);
  const id = idOf(path);
  return (
    <div className="space-y-1.5">
      <label className="choice">
        <input
          id={id}
          type="checkbox"
          className="tick"
          name={path}
          checked={value}
          aria-required={required || undefined}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy({ path, help, error })}
          onChange={(event) => change(event.target.checked)}
        />
        <span className="min-w-0 break-words">
          {label}
          {required && (
            <span aria-hidden="true" className="text-danger">
              {' *'}
            </span>
          )}
        </span>
      </label>
      {help && (
        <p id={`${id}-help`} className="text-sm whitespace-pre-line text-muted">
          {help}
        </p>
      )}
      {error && <Complaint id={`${id}-error`}>{error}</Complaint>}
    </div>
  );
}
