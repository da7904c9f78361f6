import { type RecordJSON, type ResourceJSON, useTranslation } from 'adminjs';
import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { actionText } from './shared/kinds.js';
import { words } from './shared/words.js';

interface Props {
  resource: ResourceJSON;
  record?: RecordJSON;
  actionName: string;
}

/** Where one is, in the page and in the window's title. */
export default function Breadcrumbs({ resource, record, actionName }: Props) {
  const { translateLabel, translateAction } = useTranslation();
  const name = translateLabel(resource.name, resource.id);
  const isId = record?.title === record?.id;
  const here = record
    ? isId
      ? translateAction(actionName, resource.id)
      : resource.id === 'audit_log'
        ? actionText(record.title)
        : record.title
    : translateAction(actionName, resource.id);
  useEffect(() => {
    document.title = `${actionName === 'list' ? name : `${here} · ${name}`} · Doorstep`;
  }, [name, here, actionName]);
  return (
    <nav className="crumbs" aria-label={words.shell.where} style={{ flexGrow: 1 }}>
      <Link to="/admin">{words.shell.overview}</Link>
      {' / '}
      {actionName === 'list' ? (
        <span aria-current="page">{name}</span>
      ) : (
        <>
          <Link to={`/admin/resources/${resource.id}`}>{name}</Link>
          {' / '}
          <span aria-current="page">{here}</span>
        </>
      )}
    </nav>
  );
}
