import type { BasePropertyProps } from 'adminjs';
import { thingText } from './shared/kinds.js';
import { Shown } from './shared/shown.js';

/** What kind of thing an entry is about. */
export default function AuditKind({ record, property }: BasePropertyProps) {
  return <Shown property={property}>{thingText(String(record?.params[property.path] ?? ''))}</Shown>;
}
