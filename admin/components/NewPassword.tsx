import { type BasePropertyProps, useCurrentAdmin } from 'adminjs';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';
import { words } from './shared/words.js';

/** A password being set. What there is already is never shown: it is nowhere. */
export default function NewPassword({ record, property, onChange }: BasePropertyProps) {
  const [clerk] = useCurrentAdmin();
  if (clerk?.role !== 'admin') return null;
  const isNew = !record?.id;
  const error = complaintsOf(record?.errors, property.path);
  const help = isNew ? words.people.passwordHelp : words.people.newPasswordHelp;
  return (
    <div className="o">
      <Labelled
        id={property.path}
        label={isNew ? words.people.password : words.people.newPassword}
        required={isNew}
        error={error}
        help={help}
      >
        <input
          {...tied(property.path, error, help)}
          type="password"
          autoComplete="new-password"
          value={String(record?.params[property.path] ?? '')}
          onChange={({ target }) => onChange?.(property.path, target.value)}
        />
      </Labelled>
    </div>
  );
}
