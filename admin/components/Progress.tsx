import type { BasePropertyProps } from 'adminjs';
import { unpack } from './shared/records.js';
import { words } from './shared/words.js';

/** How far somebody is. */
export default function Progress({ record, property }: BasePropertyProps) {
  const progress = unpack<{ completed: number; total: number }>(record, property.path);
  return progress ? <span className="o">{words.common.of(progress.completed, progress.total)}</span> : null;
}
