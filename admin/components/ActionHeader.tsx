import { type ActionHeaderProps, type ActionJSON, Breadcrumbs, useFilterDrawer, useTranslation } from 'adminjs';
import type { MouseEvent } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { DeleteButton } from './shared/delete-button.js';
import { cameBack } from './shared/presence.js';
import { recordUrl } from './shared/records.js';
import { words } from './shared/words.js';

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
  const inList = resource.resourceActions.filter(({ name, custom }) => name !== action.name && custom?.inList);
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
            {!record &&
              inList.map(({ name, label }) => (
                <Link key={name} className="button" to={`/admin/resources/${resource.id}/actions/${name}`}>
                  {translateAction(label, resource.id)}
                </Link>
              ))}
            {action.name === 'list' && (
              // Not a link of the router's: it is a file, of the list as it stands here.
              <a className="button" href={`/admin/exports/${resource.id}${search}`} download onClick={save}>
                {words.shell.csv}
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

/** Where the session has ended, the browser would save the page of the login as if it were the file. */
function save(event: MouseEvent<HTMLAnchorElement>) {
  event.preventDefault();
  const { href } = event.currentTarget;
  cameBack().then(
    () => Object.assign(document.createElement('a'), { href, download: '' }).click(),
    () => {},
  );
}

/** An action with a page of its own is a link; one without asks first and then is done. */
function RecordAction({ header, other }: { header: ActionHeaderProps; other: ActionJSON }) {
  const { resource, record } = header;
  const { translateAction } = useTranslation();
  if (other.name === 'delete') return <DeleteButton header={header} action={other} />;
  return (
    <Link
      className={`button ${other.variant === 'primary' ? 'main' : ''}`}
      to={recordUrl(resource.id, record?.id ?? '', other.name)}
    >
      {translateAction(other.label, resource.id)}
    </Link>
  );
}
