import type { BasePropertyProps } from 'adminjs';
import { Shown } from './shared/shown.js';

export default function BooleanShown({ property, record }: BasePropertyProps) {
  return <Shown property={property}>{record?.params[property.path] ? 'Yes' : 'No'}</Shown>;
}
