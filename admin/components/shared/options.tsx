import { moved, OrderButtons } from './order.js';

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  options: Choice[];
  errors: Record<string, { message?: string } | undefined>;
  onChange(options: Choice[]): void;
}

/** A value to store, from what is read: small letters, digits and hyphens. */
const storedAs = (label: string) =>
  label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);

/** What can be chosen, in order: what the user reads, and what is stored. */
export function OptionsEditor({ options, errors, onChange }: Props) {
  const replace = (index: number, option: Choice) => onChange(options.map((old, at) => (at === index ? option : old)));
  const complaint = errors.options?.message;
  return (
    <fieldset className="group">
      <legend>Options, in the order in which they are offered</legend>
      {options.map((option, index) => (
        // An option has no name but its place while it is being typed.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div className="line" key={index}>
          <input
            className="short"
            aria-label={`Option ${index + 1}: what the user reads`}
            placeholder="What the user reads"
            value={option.label}
            onChange={({ target }) => replace(index, { ...option, label: target.value })}
            onBlur={() => !option.value && replace(index, { ...option, value: storedAs(option.label) })}
          />
          <input
            className="short"
            aria-label={`Option ${index + 1}: what is stored`}
            placeholder="What is stored"
            value={option.value}
            onChange={({ target }) => replace(index, { ...option, value: target.value })}
          />
          <OrderButtons
            name={option.label || `option ${index + 1}`}
            index={index}
            count={options.length}
            onMove={(by) => onChange(moved(options, index, by))}
            onRemove={() => onChange(options.filter((_, at) => at !== index))}
          />
          {['label', 'value'].map((part) => {
            const wrong = errors[`options.${index}.${part}`]?.message;
            return wrong ? (
              <p className="wrong" role="alert" key={part}>
                {part === 'label' ? 'What the user reads: ' : 'What is stored: '}
                {wrong}
              </p>
            ) : null;
          })}
        </div>
      ))}
      <div className="bar">
        <button type="button" onClick={() => onChange([...options, { value: '', label: '' }])}>
          Add an option
        </button>
      </div>
      {complaint && (
        <p className="wrong" role="alert">
          {complaint}
        </p>
      )}
    </fieldset>
  );
}
