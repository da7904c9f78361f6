import type { FilterPropertyProps } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';
import { inWords } from './shared/records.js';
import { words } from './shared/words.js';

export default function FilterText(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  const value = String(filter[property.path] ?? '');
  const set = ({ target }: { target: { value: string } }) => onChange(property.path, target.value);
  return (
    <Filtered {...props}>
      {property.availableValues ? (
        <select id={idOf(props)} value={value} onChange={set}>
          <option value="">{words.common.any}</option>
          {property.availableValues.map((option) => (
            <option key={option.value} value={option.value}>
              {inWords(option.value)}
            </option>
          ))}
        </select>
      ) : (
        <input id={idOf(props)} value={value} onChange={set} />
      )}
    </Filtered>
  );
}
