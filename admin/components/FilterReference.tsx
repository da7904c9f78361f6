import { ApiClient, type FilterPropertyProps, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { Filtered, idOf } from './shared/filters.js';
import { words } from './shared/words.js';

const api = new ApiClient();

/** One of the rows referred to; typing narrows them down. */
export default function FilterReference(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  const [found, setFound] = useState<RecordJSON[]>([]);
  const [part, setPart] = useState('');
  const value = String(filter[property.path] ?? '');
  const resourceId = property.reference ?? '';
  useEffect(() => {
    let current = true;
    api
      .searchRecords({ resourceId, query: part })
      .then((records) => current && setFound(records))
      .catch(() => current && setFound([]));
    return () => {
      current = false;
    };
  }, [resourceId, part]);
  const isShown = !value || found.some(({ id }) => id === value);
  return (
    <Filtered {...props}>
      {(found.length >= 50 || part) && (
        <input
          aria-label={words.filters.searchList}
          placeholder={words.filters.search}
          value={part}
          onChange={({ target }) => setPart(target.value)}
        />
      )}
      <select id={idOf(props)} value={value} onChange={({ target }) => onChange(property.path, target.value)}>
        <option value="">{words.common.any}</option>
        {!isShown && <option value={value}>{words.filters.chosen}</option>}
        {found.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </Filtered>
  );
}
