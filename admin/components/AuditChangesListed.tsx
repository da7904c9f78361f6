import type { BasePropertyProps } from 'adminjs';
import { changesOf } from './shared/changes.js';
import { words } from './shared/records.js';

/** In a list, only what was changed; of something made or deleted, its name. */
export default function AuditChangesListed({ record }: BasePropertyProps) {
  const changes = record ? changesOf(record) : [];
  const isChange = changes.some(({ was, is }) => was !== undefined && is !== undefined);
  const named = changes.find(({ name }) => ['email', 'title', 'label', 'slug'].includes(name));
  const names = changes.map(({ name }) => words(name));
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  if (isChange || !named) return <span className="o">{names.slice(0, 4).join(', ') + more}</span>;
  return <span className="o">{String(named.is ?? named.was)}</span>;
}
