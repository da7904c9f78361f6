import { type BasePropertyProps, useCurrentAdmin } from 'adminjs';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';
import { words } from './shared/words.js';

/** The role of an account: an admin's to give. */
export default function StaffOnly({ record, property, onChange }: BasePropertyProps) {
  const [clerk] = useCurrentAdmin();
  if (clerk?.role !== 'admin') return null;
  const error = complaintsOf(record?.errors, property.path);
  return (
    <div className="o">
      <Labelled id={property.path} label={words.people.role} error={error}>
        <select
          {...tied(property.path, error)}
          value={String(record?.params[property.path] ?? 'member')}
          onChange={({ target }) => onChange?.(property.path, target.value)}
        >
          {Object.entries(words.people.roles).map(([role, text]) => (
            <option key={role} value={role}>
              {text}
            </option>
          ))}
        </select>
      </Labelled>
    </div>
  );
}
