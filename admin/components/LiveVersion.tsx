import type { BasePropertyProps } from 'adminjs';
import { words } from './shared/words.js';

export default function LiveVersion({ record, where }: BasePropertyProps) {
  const number = record?.params.live;
  const pill = record?.params.is_archived ? (
    <span className="pill">{words.flows.archived}</span>
  ) : number ? (
    <span className="pill good">{words.common.version(number)}</span>
  ) : (
    <span className="pill">{words.flows.unpublished}</span>
  );
  return (
    <div className={`o ${where === 'show' ? 'group' : ''}`}>
      {where === 'show' && <span className="label">{words.flows.live}</span>}
      {pill}
    </div>
  );
}
