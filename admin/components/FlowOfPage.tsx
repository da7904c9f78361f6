import { ApiClient, type BasePropertyProps, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';
import { words } from './shared/words.js';

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
        <span className="label">{words.flows.flow}</span>
        {record?.populated[property.path]?.title}
      </div>
    );
  }
  return (
    <div className="o">
      <Labelled id={property.path} label={words.flows.flow} required error={error}>
        <select
          {...tied(property.path, error)}
          value={String(record?.params[property.path] ?? '')}
          onChange={({ target }) => onChange?.(property.path, target.value)}
        >
          <option value="">{words.flows.chooseFlow}</option>
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
