import type { BasePropertyProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { recordUrl } from './shared/records.js';
import { words } from './shared/words.js';

/** The name of what a row refers to; a link where one may follow it. */
export default function ReferenceValue({ property, record }: BasePropertyProps) {
  const id = record?.params[property.path];
  if (!id) return <span className="o muted">—</span>;
  const target = record.populated[property.path];
  if (!target) return <span className="o muted">{words.common.deleted}</span>;
  if (!target.recordActions.some(({ name }) => name === 'show')) return <span>{target.title}</span>;
  return (
    <span className="o">
      <Link to={recordUrl(property.reference ?? '', id)}>{target.title}</Link>
    </span>
  );
}
