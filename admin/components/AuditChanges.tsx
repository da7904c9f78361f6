import type { BasePropertyProps } from 'adminjs';
import { changesOf } from './shared/changes.js';
import { ChangesTable } from './shared/changes-table.js';
import { words } from './shared/words.js';

/** Before and after, side by side. */
export default function AuditChanges({ record }: BasePropertyProps) {
  const changes = record ? changesOf(record) : [];
  if (!changes.length) return null;
  return (
    <div className="o group">
      <span className="label">{words.audit.title}</span>
      <ChangesTable changes={changes} />
    </div>
  );
}
