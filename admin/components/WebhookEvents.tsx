import { type BasePropertyProps, flat, type RecordJSON } from 'adminjs';
import { complaintsOf } from './shared/labelled.js';
import { Shown } from './shared/shown.js';
import { words } from './shared/words.js';

/** Which events a webhook is told of. */
export default function WebhookEvents({ record, property, where, onChange }: BasePropertyProps) {
  const chosen = chosenOf(record?.params ?? {}, property.path);
  if (where === 'list') return <>{chosen.join(', ')}</>;
  if (where !== 'edit') return <Shown property={property}>{chosen.join(', ')}</Shown>;
  const all = property.custom.all as string[];
  const error = complaintsOf(record?.errors, property.path);
  const toggle = (event: string, on: boolean) =>
    onChange?.(property.path, JSON.stringify(all.filter((each) => (each === event ? on : chosen.includes(each)))));
  return (
    <fieldset className="o group" aria-describedby={error ? `${property.path}-wrong` : undefined}>
      <legend>
        {words.webhooks.events}{' '}
        <span className="needed" title={words.common.required}>
          *
        </span>
      </legend>
      {all.map((event) => (
        <div key={event}>
          <label className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(event)}
              onChange={({ target }) => toggle(event, target.checked)}
            />
            {event}
          </label>
        </div>
      ))}
      {error && (
        <p className="wrong" id={`${property.path}-wrong`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** From the server a list, in parts; from this form one text of JSON. */
function chosenOf(params: RecordJSON['params'], path: string): string[] {
  const value: unknown = flat.get(params, path);
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value.startsWith('[') ? JSON.parse(value) : [];
}
