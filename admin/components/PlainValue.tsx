import type { BasePropertyProps } from 'adminjs';
import { inWords } from './shared/records.js';

/** A value as text; a dash says that there is none. */
export default function PlainValue({ record, property }: BasePropertyProps) {
  const value = record?.params[property.path];
  if (value === undefined || value === null || value === '') return <span className="o muted">—</span>;
  if (property.availableValues) {
    return (
      <span className="o">
        <span className="pill">{inWords(value)}</span>
      </span>
    );
  }
  return <>{String(value)}</>;
}
