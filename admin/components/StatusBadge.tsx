import type { BasePropertyProps } from 'adminjs';
import { inWords } from './shared/records.js';
import { words } from './shared/words.js';

const moods: Record<string, string> = { completed: 'good', sent: 'good', delivered: 'good', failed: 'bad' };

export default function StatusBadge({ record, property, where }: BasePropertyProps) {
  const status = String(record?.params[property.path] ?? '');
  return (
    <div className={`o ${where === 'show' ? 'group' : ''}`}>
      {where === 'show' && <span className="label">{words.shell.status}</span>}
      <span className={`pill ${moods[status] ?? 'busy'}`}>{inWords(status)}</span>
    </div>
  );
}
