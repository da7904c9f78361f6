import { Labelled, tied } from './labelled.js';
import type { FieldOfPage } from './records.js';
import { words } from './words.js';

interface Props {
  field: FieldOfPage;
  value: unknown;
  errors: Record<string, { message?: string } | undefined>;
  /** null clears the answer. */
  onChange(value: unknown): void;
}

const inputTypes: Record<string, string> = { email: 'email', phone: 'tel', url: 'url', number: 'number', date: 'date' };

/** The control that fits a field's type. */
export function AnswerControl(props: Props) {
  const { field, errors } = props;
  if (field.type === 'address') return <Address {...props} />;
  if (field.type === 'multi_select') return <Choices {...props} />;
  const error = errors[field.key]?.message;
  return (
    <Labelled id={field.key} label={field.label} required={field.required} help={field.help} error={error}>
      <Single {...props} error={error} />
    </Labelled>
  );
}

function Single({ field, value, error, onChange }: Props & { error?: string }) {
  const attributes = tied(field.key, error, field.help);
  const text = value === null || value === undefined ? '' : String(value);
  const set = ({ target }: { target: { value: string } }) => {
    if (target.value === '') return onChange(null);
    onChange(field.type === 'number' ? Number(target.value) : target.value);
  };
  switch (field.type) {
    case 'checkbox':
      return (
        <label className="tick">
          <input
            {...attributes}
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => onChange(target.checked)}
          />{' '}
          {words.common.yes}
        </label>
      );
    case 'textarea':
      return <textarea {...attributes} rows={4} value={text} onChange={set} />;
    case 'select':
      return (
        <select {...attributes} value={text} onChange={set}>
          <option value="">{words.answers.none}</option>
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    default:
      return <input {...attributes} type={inputTypes[field.type] ?? 'text'} step="any" value={text} onChange={set} />;
  }
}

function Choices({ field, value, errors, onChange }: Props) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const toggle = (option: string, on: boolean) => {
    const next = on ? [...chosen, option] : chosen.filter((other) => other !== option);
    onChange(next.length ? next : null);
  };
  return (
    <fieldset className="group">
      <legend>{field.label}</legend>
      {field.options?.map((option) => (
        <div key={option.value}>
          <label className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={({ target }) => toggle(option.value, target.checked)}
            />
            {option.label}
          </label>
        </div>
      ))}
      {errors[field.key]?.message && (
        <p className="wrong" role="alert">
          {errors[field.key]?.message}
        </p>
      )}
    </fieldset>
  );
}

function Address({ field, value, errors, onChange }: Props) {
  const address = (value ?? {}) as Record<string, string>;
  const set = (part: string, text: string) => {
    const next = Object.fromEntries(Object.entries({ ...address, [part]: text }).filter(([, line]) => line !== ''));
    onChange(Object.keys(next).length ? next : null);
  };
  const whole = errors[field.key]?.message;
  return (
    <fieldset className="group">
      <legend>{field.label}</legend>
      {Object.entries(words.answers.address).map(([part, label]) => {
        const id = `${field.key}.${part}`;
        const error = errors[id]?.message;
        return (
          <Labelled key={part} id={id} label={label} error={error}>
            <input
              {...tied(id, error)}
              value={address[part] ?? ''}
              onChange={({ target }) => set(part, target.value)}
            />
          </Labelled>
        );
      })}
      {whole && (
        <p className="wrong" role="alert">
          {whole}
        </p>
      )}
    </fieldset>
  );
}
