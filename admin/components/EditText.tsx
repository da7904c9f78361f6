import { type BasePropertyProps, useTranslation } from 'adminjs';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';
import { inWords } from './shared/records.js';
import { words } from './shared/words.js';

/** One line of text, or one of an enum's values, under a label that a screen reader finds. */
export default function EditText({ record, property, onChange }: BasePropertyProps) {
  const { translateProperty } = useTranslation();
  const error = complaintsOf(record?.errors, property.path);
  const value = String(record?.params[property.path] ?? '');
  const set = ({ target }: { target: { value: string } }) => onChange?.(property.path, target.value);
  return (
    <div className="o">
      <Labelled
        id={property.path}
        label={translateProperty(property.label, property.resourceId)}
        required={property.isRequired}
        error={error}
        help={property.description}
      >
        {property.availableValues ? (
          <select {...tied(property.path, error)} value={value} onChange={set}>
            <option value="">{words.common.choose}</option>
            {property.availableValues.map((option) => (
              <option key={option.value} value={option.value}>
                {inWords(option.value)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...tied(property.path, error, property.description)}
            {...property.props}
            value={value}
            onChange={set}
          />
        )}
      </Labelled>
    </div>
  );
}
