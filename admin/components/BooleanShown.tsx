import type { BasePropertyProps } from 'adminjs';
import { Shown } from './shared/shown.js';
import { words } from './shared/words.js';

/** Yes or no: under its name, or in a list. */
export default function BooleanShown({ property, record, where }: BasePropertyProps) {
  const text = record?.params[property.path] ? words.common.yes : words.common.no;
  return where === 'list' ? <span className="o pill">{text}</span> : <Shown property={property}>{text}</Shown>;
}
