import type { RecordJSON } from 'adminjs';
import { useRef } from 'react';
import { Link } from 'react-router-dom';
import { differencesOf } from './changes.js';
import { ChangesTable } from './changes-table.js';
import { CopyLink } from './copy-link.js';
import { deviceText } from './devices.js';
import { actionText } from './kinds.js';
import { mayDo, type PersonFile } from './person.js';
import { inWords, moment, recordUrl } from './records.js';
import { words } from './words.js';

const texts = words.people;

type Part<K extends keyof PersonFile> = NonNullable<PersonFile[K]>;

export function Submissions({ submissions }: { submissions: Part<'submissions'> }) {
  return (
    <section aria-labelledby="person-submissions">
      <h2 id="person-submissions">{texts.submissions}</h2>
      {!submissions.length && <p className="muted">{texts.noSubmissions}</p>}
      {submissions.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                {[texts.flow, texts.status, texts.progress, texts.stands, texts.lastChange].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {submissions.map((one) => (
                <tr key={one.id}>
                  <td>
                    <Link to={recordUrl('submissions', one.id)}>{one.flow_title}</Link>{' '}
                    <small>{words.common.version(one.number)}</small>
                  </td>
                  <td>
                    <span className={`pill ${one.status === 'completed' ? 'good' : 'busy'}`}>
                      {inWords(one.status)}
                    </span>
                  </td>
                  <td>{words.common.of(one.progress.completed, one.progress.total)}</td>
                  <td>{one.status === 'completed' ? '—' : (one.page_title ?? texts.review)}</td>
                  <td>{moment(one.updated_at)}</td>
                  <td className="end">{one.resume && <CopyLink link={one.resume} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface SessionsProps {
  record: RecordJSON;
  sessions: Part<'sessions'>;
  onEnd(session: string): Promise<unknown>;
}

export function Sessions({ record, sessions, onEnd }: SessionsProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Its button goes with the session: the focus would be nowhere.
  const end = async (id: string) => (await onEnd(id)) && heading.current?.focus();
  const mayEnd = mayDo(record, 'endSession');
  return (
    <section aria-labelledby="person-sessions">
      <div className="row">
        <h2 id="person-sessions" ref={heading} tabIndex={-1}>
          {texts.sessions}
        </h2>
        {sessions.length > 0 && mayDo(record, 'endSessions') && (
          <Link className="button" to={recordUrl('users', record.id, 'endSessions')}>
            {texts.endAll}
          </Link>
        )}
      </div>
      {!sessions.length && <p className="muted">{texts.noSessions}</p>}
      {sessions.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                {[texts.device, texts.address, texts.since, texts.used].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {sessions.map(({ id, user_agent, ip, created_at, last_used_at }) => (
                <tr key={id}>
                  <td title={user_agent ?? undefined}>{deviceText(user_agent)}</td>
                  <td>{ip ?? '—'}</td>
                  <td>{moment(created_at)}</td>
                  <td>{moment(last_used_at)}</td>
                  <td className="end">
                    {mayEnd && (
                      <button type="button" onClick={() => end(id)} aria-label={texts.endOf(deviceText(user_agent))}>
                        {texts.end}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function History({ record, history }: { record: RecordJSON; history: Part<'history'> }) {
  const log = `/admin/resources/audit_log?filters.entity=users&filters.entity_id=${record.id}`;
  return (
    <section aria-labelledby="person-history">
      <h2 id="person-history">{texts.history}</h2>
      {!history.length && <p className="muted">{texts.noHistory}</p>}
      <ol className="timeline">
        {history.map((entry) => (
          <li key={entry.id}>
            <Entry {...entry} />
          </li>
        ))}
      </ol>
      {/* Of those who see this page, who exports may read the log. */}
      {mayDo(record, 'export') && <Link to={log}>{texts.wholeLog}</Link>}
    </section>
  );
}

function Entry({ action, entity, entity_id, before, after, by, reason, created_at }: Part<'history'>[number]) {
  const changes = before && after ? differencesOf(before, after) : [];
  return (
    <>
      <strong>{actionText(action)}</strong>{' '}
      <span className="muted" dir="auto">
        {texts.by(by)}, <time dateTime={created_at}>{moment(created_at)}</time>
      </span>{' '}
      {entity === 'submissions' && <Link to={recordUrl('submissions', entity_id)}>{texts.submission}</Link>}
      {reason && (
        <p className="quiet" dir="auto">
          {texts.reason(reason)}
        </p>
      )}
      {changes.length > 0 && (
        <details>
          <summary>{texts.what}</summary>
          <ChangesTable changes={changes} />
        </details>
      )}
    </>
  );
}
