import type { BasePropertyProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { recordUrl, unpack, words } from './shared/records.js';

interface Placed {
  field_id: string;
  key: string;
  label: string;
  type: string;
  required: boolean;
}

export default function PageFieldsShown({ record, property }: BasePropertyProps) {
  const fields = unpack<Placed[]>(record, property.path) ?? [];
  return (
    <div className="o group">
      <span className="label">Fields</span>
      {!fields.length && <p className="muted">None yet.</p>}
      <ol>
        {fields.map(({ field_id, key, label, type, required }) => (
          <li className="line" key={field_id}>
            <span className="grow">
              <Link to={recordUrl('fields', field_id)}>{label}</Link> <code>{key}</code>
            </span>
            <small>{words(type)}</small>
            <span className="pill">{required ? 'must be answered' : 'may be left out'}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
