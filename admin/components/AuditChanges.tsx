import type { BasePropertyProps } from 'adminjs';
import { changesOf, text } from './shared/changes.js';
import { words } from './shared/records.js';

/** Before and after, side by side. */
export default function AuditChanges({ record }: BasePropertyProps) {
  const changes = record ? changesOf(record) : [];
  if (!changes.length) return null;
  return (
    <div className="o group">
      <span className="label">Changes</span>
      <table>
        <thead>
          <tr>
            <th>What</th>
            <th>Before</th>
            <th>After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, was, is }) => (
            <tr key={name}>
              <td>{words(name)}</td>
              <td className="was">{text(was)}</td>
              <td className="is">{text(is)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
