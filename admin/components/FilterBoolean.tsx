import type { FilterPropertyProps } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';

export default function FilterBoolean(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  return (
    <Filtered {...props}>
      <select
        id={idOf(props)}
        value={String(filter[property.path] ?? '')}
        onChange={({ target }) => onChange(property.path, target.value)}
      >
        <option value="">Any</option>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    </Filtered>
  );
}
