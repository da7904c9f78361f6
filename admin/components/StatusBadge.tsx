import type { BasePropertyProps } from 'adminjs';
import { words } from './shared/records.js';

const moods: Record<string, string> = { completed: 'good', sent: 'good', delivered: 'good', failed: 'bad' };

export default function StatusBadge({ record, property, where }: BasePropertyProps) {
  const status = String(record?.params[property.path] ?? '');
  return (
    <div className={`o ${where === 'show' ? 'group' : ''}`}>
      {where === 'show' && <span className="label">Status</span>}
      <span className={`pill ${moods[status] ?? 'busy'}`}>{words(status)}</span>
    </div>
  );
}
