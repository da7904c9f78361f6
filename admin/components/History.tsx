import { type ActionProps, ApiClient, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import type { Group } from '../../src/domain/differences.js';
import { Comparison } from './publishing/Comparison.js';
import { moment, recordUrl, unpack } from './shared/records.js';
import { locale, words } from './shared/words.js';

const api = new ApiClient();

const say = words.history;

interface Version {
  id: string;
  number: number;
  notes: string | null;
  published_at: string;
  by: string | null;
  in_progress: number;
  completed: number;
}

interface Told {
  versions: Version[];
  seesDraft: boolean;
  mayPublish: boolean;
  groups?: Group[];
}

/** What was published of a flow, by whom and to what end; any two compared, one opened, one made live again. */
export default function History({ record, resource }: ActionProps) {
  const flow = record as RecordJSON;
  const [query, setQuery] = useSearchParams();
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const { groups, failed } = useComparison(resource.id, flow.id, from, to);
  const told = unpack<Told>(flow, 'history');
  // Coming from another page of the flow, AdminJS draws this one before it has asked for it.
  if (!told) return null;
  const { versions, seesDraft, mayPublish } = told;
  if (!versions.length) {
    return (
      <div className="o card">
        <p>{say.nothing}</p>
        {mayPublish && <Link to={recordUrl(resource.id, flow.id, 'publish')}>{say.publish}</Link>}
      </div>
    );
  }
  return (
    <div className="o">
      <div className="card wide">
        <table>
          <caption className="visually-hidden">{say.caption}</caption>
          <thead>
            <tr>
              {say.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{say.doing}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => (
              <Row
                key={version.id}
                version={version}
                before={versions[index + 1]}
                isLive={index === 0}
                mayPublish={mayPublish}
                onCompare={(sides) => setQuery(sides)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Comparison
        numbers={versions.map(({ number }) => number)}
        seesDraft={seesDraft}
        from={from}
        to={to}
        groups={groups}
        onChoose={(sides) => setQuery({ ...sides })}
      />
      {failed && (
        <p className="wrong" role="alert">
          {say.failed}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  version: Version;
  before?: Version;
  isLive: boolean;
  mayPublish: boolean;
  onCompare(sides: { from: string; to: string }): void;
}

function Row({ version, before, isLive, mayPublish, onCompare }: RowProps) {
  const { id, number, notes, published_at, by, in_progress, completed } = version;
  return (
    <tr>
      <th scope="row">
        <Link to={recordUrl('flow_versions', id)}>{say.version(number)}</Link>{' '}
        {isLive && <span className="pill good">{say.live}</span>}
      </th>
      <td>
        <time dateTime={published_at}>{moment(published_at)}</time>
      </td>
      <td>{by ?? say.system}</td>
      <td>{notes ?? '—'}</td>
      <td>{in_progress.toLocaleString(locale)}</td>
      <td>{completed.toLocaleString(locale)}</td>
      <td>
        <span className="row">
          {before && (
            <button
              type="button"
              aria-label={say.about(say.compare, number)}
              onClick={() => onCompare({ from: String(before.number), to: String(number) })}
            >
              {say.compare}
            </button>
          )}
          <a
            className="button"
            aria-label={words.preview.newTab(say.about(words.preview.asWizard, number))}
            href={`/admin/preview/versions/${id}`}
            target="_blank"
            rel="noopener"
          >
            {words.preview.asWizard}
          </a>
          {mayPublish && !isLive && (
            <Link
              className="button"
              aria-label={say.about(say.again, number)}
              to={recordUrl('flow_versions', id, 'rollBack')}
            >
              {say.again}
            </Link>
          )}
        </span>
      </td>
    </tr>
  );
}

/** What differs between the two in the address. */
function useComparison(resourceId: string, recordId: string, from: string, to: string) {
  const [found, setFound] = useState<{ for: string; groups?: Group[] }>();
  const asked = from && to ? `${from} ${to}` : '';
  useEffect(() => {
    if (!asked) return;
    let isOver = false;
    const take = (groups?: Group[]) => !isOver && setFound({ for: asked, groups });
    api.recordAction({ resourceId, recordId, actionName: 'history', params: { from, to } }).then(
      ({ data }) => take(unpack<Told>(data.record, 'history')?.groups),
      () => take(),
    );
    return () => {
      isOver = true;
    };
  }, [resourceId, recordId, asked, from, to]);
  const isThis = found !== undefined && found.for === asked;
  return { groups: isThis ? found.groups : undefined, failed: isThis && !found.groups };
}
