import type { BasePropertyProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { thingText } from './shared/kinds.js';
import { recordUrl, unpack } from './shared/records.js';
import { Shown } from './shared/shown.js';
import { words } from './shared/words.js';

interface Subject {
  table: string;
  id: string;
  name: string | null;
}

/** What an entry is about: its name and the way to it; of what is gone, what kind of thing it was. */
export default function AuditSubject(props: BasePropertyProps) {
  const subject = unpack<Subject>(props.record, props.property.path);
  if (!subject) return null;
  const shown = <About {...subject} />;
  return props.where === 'show' ? <Shown property={props.property}>{shown}</Shown> : shown;
}

function About({ table, id, name }: Subject) {
  return (
    <span className="o about">
      {name === null ? (
        <span className="muted">{words.audit.gone}</span>
      ) : (
        <Link to={recordUrl(table, id)} dir="auto">
          {name}
        </Link>
      )}{' '}
      <small>{thingText(table)}</small>
    </span>
  );
}
