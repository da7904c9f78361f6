import type { BasePropertyProps } from 'adminjs';
import { changesOf } from './shared/changes.js';
import { words } from './shared/words.js';

/** In a list, only what was changed: the names, before and after being a click away. */
export default function AuditChangesListed({ record }: BasePropertyProps) {
  const changes = record ? changesOf(record) : [];
  const isChange = changes.some(({ was, is }) => was !== undefined && is !== undefined);
  if (!isChange) return <span className="o muted">—</span>;
  const names = changes.map(({ name }) => name);
  const more = names.length > 4 ? words.audit.more(names.length - 4) : '';
  return <span className="o">{names.slice(0, 4).join(', ') + more}</span>;
}
