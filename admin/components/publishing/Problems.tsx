import { Link } from 'react-router-dom';
import type { DraftPage } from '../FlowDraft.js';
import { recordUrl } from '../shared/records.js';

const say = {
  editPage: (title: string) => `Edit the page “${title}”`,
  or: ' or ',
  field: (label: string) => `the field “${label}”`,
};

export interface Problem {
  field: string;
  error: string;
}

/** Each problem where it is: its path names the page and the field by their keys. */
export function Problems({ title, problems, draft }: { title: string; problems: Problem[]; draft: DraftPage[] }) {
  return (
    <div className="problems" role="alert">
      <h2>{title}</h2>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ field: path, error }) => {
            const [, pageKey, , fieldKey] = path.split('.');
            const page = draft.find(({ key }) => key === pageKey);
            const field = page?.fields.find(({ key }) => key === fieldKey);
            return (
              <li key={path}>
                {error} {page && <Link to={recordUrl('pages', page.id, 'edit')}>{say.editPage(page.title)}</Link>}
                {field && (
                  <>
                    {say.or}
                    <Link to={recordUrl('fields', field.id, 'edit')}>{say.field(field.label)}</Link>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
