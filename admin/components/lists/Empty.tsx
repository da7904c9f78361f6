import { type ResourceJSON, useResource } from 'adminjs';
import { Link, useLocation } from 'react-router-dom';
import { words } from '../shared/words.js';
import { changed, isFiltered, type Meta, unfiltered } from './use-list.js';

const texts = words.lists;

/** Where to go from a list in which nothing can be made. */
const elsewhere: Record<string, string> = {
  pages: 'flows',
  flow_versions: 'flows',
  submissions: 'flows',
  webhook_deliveries: 'webhooks',
};

/** Says why there is nothing, and what can be done about it. */
export function Empty({ resource, meta }: { resource: ResourceJSON; meta: Meta }) {
  const { search } = useLocation();
  if (meta.isAbout) {
    const direction = meta.direction === 'asc' ? 'desc' : 'asc';
    const to = changed(search, { page: undefined, sortBy: meta.sortBy, direction });
    return <Told text={texts.beyond} to={to} go={texts.fromEnd} />;
  }
  if (meta.total > 0) return <Told text={texts.beyond} to={changed(search, { page: undefined })} go={texts.toFirst} />;
  if (isFiltered(search)) return <Told text={texts.nothingFits} to={unfiltered(search)} go={texts.clear} />;
  return <Nothing resource={resource} />;
}

/** Nothing at all: the way on is there for those who may go it. */
function Nothing({ resource }: { resource: ResourceJSON }) {
  const { text, go } = texts.empty[resource.id] ?? { text: '', go: '' };
  const other = elsewhere[resource.id];
  const seesOther = useResource(other ?? resource.id) !== undefined;
  const mayMake = resource.resourceActions.some(({ name }) => name === 'new');
  const to = other ? `/admin/resources/${other}` : `/admin/resources/${resource.id}/actions/new`;
  return <Told text={text} to={(other ? seesOther : mayMake) ? to : ''} go={go} />;
}

function Told({ text, to, go }: { text: string; to: string; go: string }) {
  return (
    <div className="o list empty">
      <p role="status">{text}</p>
      {to && go && (
        <Link className="button main" to={to}>
          {go}
        </Link>
      )}
    </div>
  );
}
