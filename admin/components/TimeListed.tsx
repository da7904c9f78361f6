import type { BasePropertyProps } from 'adminjs';
import { moment } from './shared/records.js';

export default function TimeListed({ record, property }: BasePropertyProps) {
  const value = record?.params[property.path];
  return <time dateTime={value ?? undefined}>{moment(value)}</time>;
}
