import { type BasePropertyProps, useTranslation } from 'adminjs';
import { complaintsOf, tied } from './shared/labelled.js';

/** A box to tick; on a new row it shows what comes of leaving it alone. */
export default function EditBoolean({ record, property, onChange }: BasePropertyProps) {
  const { translateProperty } = useTranslation();
  const error = complaintsOf(record?.errors, property.path);
  const value = record?.params[property.path] ?? property.custom?.initially ?? false;
  return (
    <div className="o group">
      <label className="tick">
        <input
          {...tied(property.path, error)}
          type="checkbox"
          checked={value === true || value === 'true'}
          onChange={({ target }) => onChange?.(property.path, target.checked)}
        />
        {translateProperty(property.label, property.resourceId)}
      </label>
      {error && (
        <p className="wrong" id={`${property.path}-wrong`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
