import type { BasePropertyProps } from 'adminjs';
import { unpack } from './shared/records.js';

/** How far somebody is, and in detail where he stands. */
export default function Progress({ record, property, where }: BasePropertyProps) {
  const progress = unpack<{ completed: number; total: number }>(record, property.path);
  if (!progress) return null;
  const text = `${progress.completed} of ${progress.total}`;
  if (where !== 'show') return <span className="o">{text}</span>;
  const page = record?.params.current_page;
  return (
    <div className="o group">
      <span className="label">Pages done</span>
      {text}
      {page && `, stands on “${page}”`}
    </div>
  );
}
