import type { BasePropertyProps } from 'adminjs';

export default function LiveVersion({ record, where }: BasePropertyProps) {
  const number = record?.params.live;
  const pill = record?.params.is_archived ? (
    <span className="pill">archived</span>
  ) : number ? (
    <span className="pill good">version {number}</span>
  ) : (
    <span className="pill">not published</span>
  );
  return (
    <div className={`o ${where === 'show' ? 'group' : ''}`}>
      {where === 'show' && <span className="label">Live version</span>}
      {pill}
    </div>
  );
}
