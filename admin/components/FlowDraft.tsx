import { type BasePropertyProps, useCurrentAdmin } from 'adminjs';
import { Link } from 'react-router-dom';
import { recordUrl, unpack, words } from './shared/records.js';

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
    <section className="o group" aria-label="Draft">
      <span className="label">Draft: what the next version will be</span>
      {!draft.length && <p className="muted">The flow has no page yet.</p>}
      {draft.map(({ id, key, title, fields }, index) => (
        <div className="card" key={id}>
          <h3>
            {index + 1}. <Link to={recordUrl('pages', id, 'edit')}>{title}</Link> <code>{key}</code>
          </h3>
          {!fields.length && <p className="muted">No field yet.</p>}
          {fields.map((field) => (
            <div className="line" key={field.id}>
              <span className="grow">
                <Link to={recordUrl('fields', field.id, 'edit')}>{field.label}</Link> <code>{field.key}</code>
              </span>
              <small>{words(field.type)}</small>
              <span className="pill">{field.required ? 'must be answered' : 'may be left out'}</span>
            </div>
          ))}
        </div>
      ))}
      <Link className="button" to={`/admin/resources/pages/actions/new?flow_id=${record?.id}`}>
        Add a page
      </Link>
    </section>
  );
}
