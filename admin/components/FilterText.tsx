import type { FilterPropertyProps } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';
import { words } from './shared/records.js';

export default function FilterText(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  const value = String(filter[property.path] ?? '');
  const set = ({ target }: { target: { value: string } }) => onChange(property.path, target.value);
  return (
    <Filtered {...props}>
      {property.availableValues ? (
        <select id={idOf(props)} value={value} onChange={set}>
          <option value="">Any</option>
          {property.availableValues.map((option) => (
            <option key={option.value} value={option.value}>
              {words(option.value)}
            </option>
          ))}
        </select>
      ) : (
        <input id={idOf(props)} value={value} onChange={set} />
      )}
    </Filtered>
  );
}
