import type { FilterPropertyProps } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';
import { words } from './shared/words.js';

export default function FilterBoolean(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  return (
    <Filtered {...props}>
      <select
        id={idOf(props)}
        value={String(filter[property.path] ?? '')}
        onChange={({ target }) => onChange(property.path, target.value)}
      >
        <option value="">{words.common.any}</option>
        <option value="true">{words.common.yes}</option>
        <option value="false">{words.common.no}</option>
      </select>
    </Filtered>
  );
}
