import { Link } from 'react-router-dom';
import { CopyLink } from './copy-link.js';
import { moment, recordUrl } from './records.js';
import { refusalText } from './refusals.js';
import { words } from './words.js';
import { errorName, type OnPage, pageName, type StuckPerson, type Worklist } from './worklist.js';

const texts = words.stuck;

interface Props {
  params: URLSearchParams;
  list: Worklist;
  onChoose(changes: Record<string, string>): void;
}

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  options: [value: string, text: string][];
  onChange(value: string): void;
}

function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  const isKnown = options.some(([one]) => one === value);
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} className="short" value={value} onChange={({ target }) => onChange(target.value)}>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

const titleOf = ({ title }: Pick<OnPage, 'title'>) => title ?? texts.review;

export function Filters({ params, list, onChoose }: Omit<Props, 'list'> & { list?: Worklist }) {
  const any: [string, string] = ['', words.common.any];
  const flows = (list?.flows ?? []).map(({ id, title }): [string, string] => [id, title]);
  const onPage = (list?.pages ?? []).filter(({ page }) => !params.get('page') || pageName(page) === params.get('page'));
  const pages = new Map((list?.pages ?? []).map((one) => [pageName(one.page), titleOf(one)]));
  const errors = new Map(onPage.flatMap((one) => one.errors).map((met) => [errorName(met), refusalText(met)]));
  const choice = (name: string, label: string, options: [string, string][], also: Record<string, string> = {}) => (
    <Choice
      id={`stuck-${name}`}
      label={label}
      value={params.get(name) ?? (name === 'idle' ? '1w' : '')}
      options={options}
      onChange={(value) => onChoose({ ...also, [name]: value })}
    />
  );
  return (
    <search className="row filters">
      {choice('idle', texts.idle, Object.entries(texts.idles))}
      {choice('flow', texts.flow, [any, ...flows], { page: '', error: '' })}
      {choice('page', texts.page, [any, ...pages], { error: '' })}
      {choice('error', texts.error, [any, ...errors])}
      {['flow', 'page', 'error'].some((name) => params.has(name)) && (
        <button type="button" onClick={() => onChoose({ flow: '', page: '', error: '' })}>
          {texts.clear}
        </button>
      )}
    </search>
  );
}

/** How many stand where, each a way to see only those. */
export function OnPages({ params, list, onChoose }: Props) {
  if (!list.pages.length) return null;
  const flowOf = (id: string) => list.flows.find((flow) => flow.id === id)?.title;
  return (
    <section aria-labelledby="stuck-pages">
      <h2 id="stuck-pages">{texts.pages}</h2>
      <ul className="tiles">
        {list.pages.map((one) => {
          const isChosen = params.get('flow') === one.flow_id && params.get('page') === pageName(one.page);
          return (
            <li key={`${one.flow_id} ${one.page}`}>
              <button
                type="button"
                className="tile"
                aria-pressed={isChosen}
                onClick={() => onChoose({ flow: one.flow_id, page: pageName(one.page), error: '' })}
              >
                <strong dir="auto">{titleOf(one)}</strong>
                <small dir="auto">{flowOf(one.flow_id)}</small>
                <span className="number">{texts.count(one.people)}</span>
                <span dir="auto">{one.errors[0] ? texts.mostOften(refusalText(one.errors[0])) : texts.noError}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {list.isMore.pages && <p className="muted">{texts.bounded}</p>}
    </section>
  );
}

export function People({ list }: { list: Worklist }) {
  const total = list.isMore.people ? texts.more(list.total) : texts.total(list.total);
  return (
    <section aria-labelledby="stuck-people">
      <h2 id="stuck-people">{texts.people}</h2>
      <p className="muted" role="status">
        {list.people.length ? texts.shown(list.people.length, total) : texts.nobody}
      </p>
      {list.people.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                {texts.columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {list.people.map((person) => (
                <Row key={person.id} person={person} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ person }: { person: StuckPerson }) {
  const { id, user_id, email, full_name, since, errors, refused_at, resume } = person;
  const who = full_name ?? email;
  const [first, ...others] = errors;
  return (
    <tr>
      <td className="person-cell">
        <Link to={recordUrl('users', user_id)} dir="auto">
          {who}
        </Link>
        {full_name && <small dir="auto">{email}</small>}
      </td>
      <td dir="auto">{titleOf(person)}</td>
      <td>{moment(since)}</td>
      <td dir="auto">
        {first ? refusalText(first) : '—'}
        {others.length > 0 && texts.and(others.length)}
        {refused_at && <small>{texts.tried(moment(refused_at))}</small>}
      </td>
      <td className="end">
        <span className="row">
          <Link to={recordUrl('submissions', id)} aria-label={texts.openOf(who)}>
            {texts.open}
          </Link>
          <CopyLink link={resume} who={who} />
        </span>
      </td>
    </tr>
  );
}
