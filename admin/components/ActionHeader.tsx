import {
  type ActionHeaderProps,
  type ActionJSON,
  Breadcrumbs,
  buildActionClickHandler,
  useActionResponseHandler,
  useFilterDrawer,
  useModal,
  useTranslation,
} from 'adminjs';
import type { MouseEvent } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { recordUrl } from './shared/records.js';

/** What the page is, and what can be done from it: links and buttons that the keyboard reaches too. */
export default function ActionHeader(props: ActionHeaderProps) {
  const { resource, record, action, tag, omitActions, toggleFilter } = props;
  const { translateAction, translateButton } = useTranslation();
  const { toggleFilter: toggle, isVisible, filtersCount } = useFilterDrawer();
  const { search } = useLocation();
  if (action.hideActionHeader) return null;
  const others = (record?.recordActions ?? []).filter(
    // What the page itself offers where it belongs need not stand here too.
    ({ name, custom }) => name !== action.name && !custom?.inPage,
  );
  const mayMake = !record && action.name !== 'new' && resource.resourceActions.some(({ name }) => name === 'new');
  const filterText = filtersCount > 0 ? 'filterActive' : 'filter';
  return (
    <header className="o office-header">
      <Breadcrumbs resource={resource} record={record} actionName={action.name} />
      <div className="row">
        <h1>
          {translateAction(action.label, resource.id)} {tag && <span className="pill">{tag}</span>}
        </h1>
        {!omitActions && (
          <div className="row">
            {others.map((other) => (
              <RecordAction key={other.name} header={props} other={other} />
            ))}
            {mayMake && (
              <Link className="button main" to={`/admin/resources/${resource.id}/actions/new`}>
                {translateAction('new', resource.id)}
              </Link>
            )}
            {action.name === 'list' && (
              // Not a link of the router's: it is a file, of the list as it stands here.
              <a className="button" href={`/admin/exports/${resource.id}${search}`} download>
                Save as CSV
              </a>
            )}
            {toggleFilter && (
              <button type="button" aria-expanded={isVisible} onClick={toggle}>
                {translateButton(filterText, resource.id, { count: filtersCount })}
              </button>
            )}
          </div>
        )}
      </div>
    </header>
  );
}

/** An action with a page of its own is a link; one without asks first and then is done. */
function RecordAction({ header, other }: { header: ActionHeaderProps; other: ActionJSON }) {
  const { resource, record, actionPerformed } = header;
  const translateFunctions = useTranslation();
  const modalFunctions = useModal();
  const actionResponseHandler = useActionResponseHandler(actionPerformed);
  const [navigate, location] = [useNavigate(), useLocation()];
  const label = translateFunctions.translateAction(other.label, resource.id);
  if (other.name !== 'delete') {
    return (
      <Link
        className={`button ${other.variant === 'primary' ? 'main' : ''}`}
        to={recordUrl(resource.id, record?.id ?? '', other.name)}
      >
        {label}
      </Link>
    );
  }
  const params = { resourceId: resource.id, recordId: record?.id };
  const options = {
    action: other,
    params,
    actionResponseHandler,
    navigate,
    location,
    translateFunctions,
    modalFunctions,
  };
  const remove = (event: MouseEvent) => buildActionClickHandler(options as never)(event as never);
  return (
    <button type="button" className="danger" onClick={remove}>
      {label}
    </button>
  );
}
