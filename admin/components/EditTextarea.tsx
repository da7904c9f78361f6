import { type BasePropertyProps, useTranslation } from 'adminjs';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';

export default function EditTextarea({ record, property, onChange }: BasePropertyProps) {
  const { translateProperty } = useTranslation();
  const error = complaintsOf(record?.errors, property.path);
  return (
    <div className="o">
      <Labelled id={property.path} label={translateProperty(property.label, property.resourceId)} error={error}>
        <textarea
          {...tied(property.path, error)}
          rows={4}
          value={String(record?.params[property.path] ?? '')}
          onChange={({ target }) => onChange?.(property.path, target.value)}
        />
      </Labelled>
    </div>
  );
}
