import { type ActionJSON, type RecordJSON, type ResourceJSON, useTranslation } from 'adminjs';
import { Link, useLocation } from 'react-router-dom';
import { words } from '../shared/words.js';

interface Props {
  resource: ResourceJSON;
  records: RecordJSON[];
  onNone(): void;
}

/** What can be done with the rows that are chosen, each on a page of its own, which says whom it is about. */
export function Chosen({ resource, records, onNone }: Props) {
  const { translateAction } = useTranslation();
  const { search } = useLocation();
  const actions = new Map<string, ActionJSON>();
  for (const { bulkActions } of records) for (const action of bulkActions) actions.set(action.name, action);
  const recordIds = records.map(({ id }) => id).join(',');
  return (
    <div className="o chosen">
      <span role="status" className={records.length ? undefined : 'muted'}>
        {records.length > 0 ? words.lists.chosen(records.length) : words.lists.choosing}
      </span>
      {records.length > 0 && (
        <>
          {[...actions.values()].map(({ name, label }) => (
            <Link
              key={name}
              className="button"
              to={`/admin/resources/${resource.id}/bulk/${name}?recordIds=${recordIds}`}
              state={{ list: search }}
            >
              {translateAction(label, resource.id)}
            </Link>
          ))}
          <button type="button" onClick={onNone}>
            {words.lists.chooseNone}
          </button>
        </>
      )}
    </div>
  );
}
