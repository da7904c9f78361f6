import { Link } from 'react-router-dom';
import type { DraftPage } from '../FlowDraft.js';
import { recordUrl } from '../shared/records.js';
import { words } from '../shared/words.js';

const say = words.publishing;

export interface Problem {
  field: string;
  error: string;
}

interface Props {
  /** Its id. */
  flow: string;
  title: string;
  problems: Problem[];
  draft: DraftPage[];
}

/** Each problem with the way to where it is: its path names the page and the field by their keys. */
export function Problems({ flow, title, problems, draft }: Props) {
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
                {error}{' '}
                <Link
                  aria-label={`${say.mend}: ${error}`}
                  to={`${recordUrl('flows', flow, 'build')}${placeOf(page, field)}`}
                >
                  {say.mend}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** As the builder reads it from its address: what gets the focus there. */
const placeOf = (page: { id: string } | undefined, field: { id: string } | undefined) =>
  page ? `?at=${field ? `field-${field.id}` : `page-${page.id}`}` : '?at=add-page';
