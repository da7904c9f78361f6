import type { BasePropertyProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { inWords, recordUrl, unpack } from './shared/records.js';
import { words } from './shared/words.js';

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
      <span className="label">{words.pages.fields}</span>
      {!fields.length && <p className="muted">{words.pages.none}</p>}
      <ol>
        {fields.map(({ field_id, key, label, type, required }) => (
          <li className="line" key={field_id}>
            <span className="grow">
              <Link to={recordUrl('fields', field_id)}>{label}</Link> <code>{key}</code>
            </span>
            <small>{inWords(type)}</small>
            <span className="pill">{required ? words.common.mustBeAnswered : words.common.mayBeLeftOut}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
