import { ApiClient, type BasePropertyProps, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';

const api = new ApiClient();

/** The flow a page is made for; later it is only shown. */
export default function FlowOfPage({ record, property, onChange }: BasePropertyProps) {
  const [flows, setFlows] = useState<RecordJSON[]>([]);
  const isNew = !record?.id;
  useEffect(() => {
    if (isNew) api.searchRecords({ resourceId: 'flows', query: '' }).then(setFlows);
  }, [isNew]);
  const error = complaintsOf(record?.errors, property.path);
  if (!isNew) {
    return (
      <div className="o group">
        <span className="label">Flow</span>
        {record?.populated[property.path]?.title}
      </div>
    );
  }
  return (
    <div className="o">
      <Labelled id={property.path} label="Flow" required error={error}>
        <select
          {...tied(property.path, error)}
          value={String(record?.params[property.path] ?? '')}
          onChange={({ target }) => onChange?.(property.path, target.value)}
        >
          <option value="">Choose a flow …</option>
          {flows.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </Labelled>
    </div>
  );
}
