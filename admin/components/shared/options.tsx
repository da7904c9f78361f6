import { moved, OrderButtons } from './order.js';
import { words } from './words.js';

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  options: Choice[];
  errors: Record<string, { message?: string } | undefined>;
  onChange(options: Choice[]): void;
}

const texts = words.fields;

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
      <legend>{texts.optionsOrder}</legend>
      {options.map((option, index) => (
        // An option has no name but its place while it is being typed.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div className="line" key={index}>
          <input
            className="short"
            aria-label={texts.optionRead(index + 1)}
            placeholder={texts.read}
            value={option.label}
            onChange={({ target }) => replace(index, { ...option, label: target.value })}
            onBlur={() => !option.value && replace(index, { ...option, value: storedAs(option.label) })}
          />
          <input
            className="short"
            aria-label={texts.optionStored(index + 1)}
            placeholder={texts.stored}
            value={option.value}
            onChange={({ target }) => replace(index, { ...option, value: target.value })}
          />
          <OrderButtons
            name={option.label || texts.option(index + 1)}
            index={index}
            count={options.length}
            onMove={(by) => onChange(moved(options, index, by))}
            onRemove={() => onChange(options.filter((_, at) => at !== index))}
          />
          {['label', 'value'].map((part) => {
            const wrong = errors[`options.${index}.${part}`]?.message;
            return wrong ? (
              <p className="wrong" role="alert" key={part}>
                {part === 'label' ? texts.read : texts.stored}
                {': '}
                {wrong}
              </p>
            ) : null;
          })}
        </div>
      ))}
      <div className="bar">
        <button type="button" onClick={() => onChange([...options, { value: '', label: '' }])}>
          {texts.addOption}
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
