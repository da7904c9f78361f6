import type { FilterPropertyProps } from 'adminjs';
import { Filtered, idOf } from './shared/filters.js';
import { words } from './shared/words.js';

/** From one day to another, both included; one of the two will do. */
export default function FilterTime(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  const input = (bound: 'from' | 'to', id?: string) => (
    <input
      id={id}
      className="short"
      type="date"
      aria-label={bound === 'from' ? words.filters.from : words.filters.upTo}
      value={String(filter[`${property.path}~~${bound}`] ?? '').slice(0, 10)}
      onChange={({ target }) => onChange(`${property.path}~~${bound}`, target.value)}
    />
  );
  return (
    <Filtered {...props}>
      <span className="row">
        {input('from', idOf(props))} {words.filters.to} {input('to')}
      </span>
    </Filtered>
  );
}
