import { type BasePropertyProps, useCurrentAdmin } from 'adminjs';
import { Link } from 'react-router-dom';
import { inWords, recordUrl, unpack } from './shared/records.js';
import { words } from './shared/words.js';

export interface DraftPage {
  id: string;
  key: string;
  title: string;
  fields: { id: string; key: string; label: string; type: string; required: boolean }[];
}

/** What the next version will be: the pages and their fields, in order, each a link. */
export default function FlowDraft({ record, property }: BasePropertyProps) {
  const [clerk] = useCurrentAdmin();
  const draft = unpack<DraftPage[]>(record, property.path);
  if (!draft || clerk?.role === 'support') return null;
  return (
    <section className="o group" aria-label={words.flows.draft}>
      <span className="label">{words.flows.draftTitle}</span>
      {!draft.length && <p className="muted">{words.flows.noPages}</p>}
      {draft.map(({ id, key, title, fields }, index) => (
        <div className="card" key={id}>
          <h2>
            {index + 1}. <Link to={recordUrl('pages', id, 'edit')}>{title}</Link> <code>{key}</code>
          </h2>
          {!fields.length && <p className="muted">{words.flows.noFields}</p>}
          {fields.map((field) => (
            <div className="line" key={field.id}>
              <span className="grow">
                <Link to={recordUrl('fields', field.id, 'edit')}>{field.label}</Link> <code>{field.key}</code>
              </span>
              <small>{inWords(field.type)}</small>
              <span className="pill">{field.required ? words.common.mustBeAnswered : words.common.mayBeLeftOut}</span>
            </div>
          ))}
        </div>
      ))}
      <Link className="button" to={`/admin/resources/pages/actions/new?flow_id=${record?.id}`}>
        {words.flows.addPage}
      </Link>
    </section>
  );
}
