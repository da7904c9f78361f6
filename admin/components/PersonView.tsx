import { ApiClient, type BasePropertyProps, type RecordJSON, useTranslation } from 'adminjs';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { mayDo, type PersonFile } from './shared/person.js';
import { History, Sessions, Submissions } from './shared/person-parts.js';
import { inWords, moment, recordUrl, unpack } from './shared/records.js';
import { words } from './shared/words.js';

const texts = words.people;

/** What a page of its own asks for first, in the order in which it is offered. */
const asked = ['restore', 'activate', 'sendReset', 'sendVerification', 'deactivate', 'removeFactor', 'erase'];
const dangerous = new Set(['deactivate', 'removeFactor', 'erase']);

const api = new ApiClient();

/** A person: who he is, how he stands, and what may be done. Each part is there for those who may see it. */
export default function PersonView({ record: given, property }: BasePropertyProps) {
  const [fresh, setFresh] = useState<RecordJSON>();
  const [said, say] = useState({ text: '', isBad: false });
  const record = (fresh?.id === given?.id ? fresh : given) as RecordJSON;
  const file = unpack<PersonFile>(record, property.path) ?? {};
  const send = async (actionName: string, data: object) => {
    try {
      const at = { resourceId: 'users', recordId: record.id, actionName };
      const answer = (await api.recordAction({ ...at, method: 'post', data })).data;
      say({ text: answer.notice?.message ?? '', isBad: answer.notice?.type === 'error' });
      if (answer.notice?.type === 'error') return undefined;
      setFresh(answer.record);
      return answer as unknown as { file?: unknown };
    } catch {
      say({ text: words.common.failed, isBad: true });
      return undefined;
    }
  };
  const takeAll = async () => {
    const answer = await send('export', {});
    if (!answer?.file) return;
    download(`person-${record.id}.json`, answer.file);
    say({ text: texts.exported, isBad: false });
  };
  return (
    <div className="o person">
      <p role="status" className={said.text ? (said.isBad ? 'problems' : 'fine') : 'visually-hidden'}>
        {said.text}
      </p>
      <Who record={record} />
      <Doings record={record} onExport={takeAll} />
      {file.submissions && <Submissions submissions={file.submissions} />}
      {file.sessions && !record.params.deleted_at && (
        <Sessions record={record} sessions={file.sessions} onEnd={(session) => send('endSession', { session })} />
      )}
      {file.history && <History record={record} history={file.history} />}
    </div>
  );
}

function Who({ record: { params } }: { record: RecordJSON }) {
  const { email, full_name, role, is_active, email_verified_at, second_factor, deleted_at } = params;
  const states: [string, string][] = [
    [inWords(role), ''],
    deleted_at ? [texts.deleted, 'bad'] : is_active ? [texts.active, 'good'] : [texts.inactive, 'bad'],
    email_verified_at ? [texts.confirmed, 'good'] : [texts.unconfirmed, 'busy'],
    [second_factor === 'On' ? texts.factorOn : texts.factorOff, second_factor === 'On' ? 'good' : ''],
  ];
  const times: [string, unknown][] = [
    [texts.lastSignIn, params.last_login_at],
    [texts.created, params.created_at],
    [texts.changed, params.updated_at],
    ...(deleted_at ? ([[texts.deletedAt, deleted_at]] as [string, unknown][]) : []),
  ];
  return (
    <section className="card who-is" aria-label={String(full_name ?? email)}>
      <h2 dir="auto">{full_name ?? <span className="muted">{texts.nameless}</span>}</h2>
      <p className="address" dir="auto">
        {email}
      </p>
      <ul className="row">
        {states.map(([text, mood]) => (
          <li key={text} className={`pill ${mood}`}>
            {text}
          </li>
        ))}
      </ul>
      <dl className="times">
        {times.map(([name, at]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{moment(at)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Doings({ record, onExport }: { record: RecordJSON; onExport(): void }) {
  const { translateAction } = useTranslation();
  const possible = asked.filter((name) => mayDo(record, name));
  const mayExport = mayDo(record, 'export');
  if (!possible.length && !mayExport) return null;
  return (
    <nav className="row doings" aria-label={texts.todo}>
      {possible.map((name) => (
        <Link
          key={name}
          className={`button ${dangerous.has(name) ? 'danger' : ''} ${name === 'restore' ? 'main' : ''}`}
          to={recordUrl('users', record.id, name)}
        >
          {translateAction(name, 'users')}
        </Link>
      ))}
      {mayExport && (
        <button type="button" onClick={onExport}>
          {texts.export}
        </button>
      )}
    </nav>
  );
}

function download(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken it by then; at once it might not have.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
