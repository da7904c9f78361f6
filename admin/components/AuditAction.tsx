import type { BasePropertyProps } from 'adminjs';
import { actionText } from './shared/kinds.js';
import { Shown } from './shared/shown.js';

/** What was done, in words. */
export default function AuditAction({ record, property, where }: BasePropertyProps) {
  const text = actionText(String(record?.params[property.path] ?? ''));
  return where === 'show' ? <Shown property={property}>{text}</Shown> : <span>{text}</span>;
}
