import { type FilterPropertyProps, useCurrentAdmin } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';
import { words } from './shared/words.js';

/** Who was deleted can be found by those who may bring him back. */
export default function FilterDeleted(props: FilterPropertyProps) {
  const [clerk] = useCurrentAdmin();
  if (clerk?.role !== 'admin') return null;
  const { property, filter, onChange } = props;
  const value = String(filter[property.path] ?? '');
  return (
    <Filtered {...props}>
      <select id={idOf(props)} value={value} onChange={({ target }) => onChange(property.path, target.value)}>
        <option value="">{words.filters.live}</option>
        <option value="true">{words.filters.deleted}</option>
      </select>
    </Filtered>
  );
}
