import { answerText, inWords, moment } from './records.js';
import { fieldText, refusalText } from './refusals.js';
import type { Transcript } from './transcript.js';
import { words } from './words.js';

const texts = words.submissions;

/** The states it went through, and those that are still ahead. */
export function Way({ view }: { view: Transcript }) {
  const at = (type: string, page?: string) =>
    view.events.findLast((event) => event.type === type && (page === undefined || event.page_key === page))?.created_at;
  const isDone = view.status === 'completed';
  const steps = [
    { key: 'started', name: texts.started, time: at('started'), state: 'done' },
    ...view.pages.map(({ key, title, answered }) => ({
      key: `page ${key}`,
      name: title,
      time: at('page_saved', key),
      state: answered ? 'done' : key === view.current_page ? 'here' : 'ahead',
    })),
    { key: 'finished', name: texts.finished, time: at('completed'), state: isDone ? 'done' : 'ahead' },
  ];
  return (
    <ol className="way" aria-label={texts.way}>
      {steps.map(({ key, name, time, state }) => (
        <li key={key} className={state} aria-current={state === 'here' ? 'step' : undefined}>
          <strong dir="auto">{name}</strong>
          <small>
            {time ? moment(time) : state === 'here' ? texts.here : state === 'done' ? texts.done : texts.notYet}
          </small>
        </li>
      ))}
    </ol>
  );
}

/** The error that stopped him last. */
export function Stopped({ stopped }: Pick<Transcript, 'stopped'>) {
  if (!stopped) return null;
  return (
    <section className={stopped.is_over ? 'notice' : 'problems'} aria-label={texts.stopped(stopped.title ?? '')}>
      <strong dir="auto">{texts.stopped(stopped.title ?? '')}</strong> <small>{moment(stopped.at)}</small>
      <ul>
        {stopped.errors.map((met) => (
          <li key={`${met.field} ${met.rule}`} dir="auto">
            {refusalText(met)}
          </li>
        ))}
      </ul>
      {stopped.is_over && <p>{texts.over}</p>}
    </section>
  );
}

export function Aside({ view }: { view: Transcript }) {
  if (!view.set_aside.length) return null;
  return (
    <section className="card" aria-labelledby="set-aside">
      <h3 id="set-aside">{texts.aside}</h3>
      <p className="muted">{texts.asideWhy}</p>
      <dl className="facts">
        {view.set_aside.map(({ key, label, field, answer, version }) => (
          <div className="pairs" key={`${key} ${version}`}>
            <dt>
              {label} <small>{words.common.version(version)}</small>
            </dt>
            <dd dir="auto">{answerText(field, answer)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Everything that happened, one line each. */
export function Happenings({ view }: { view: Transcript }) {
  const titles = new Map(view.pages.map(({ key, title }) => [key, title]));
  const fields = new Map(view.pages.flatMap((page) => page.fields.map(({ key, label }) => [key, label])));
  const label = (path: string) => fields.get(path.split('.')[0] ?? '') ?? null;
  const about = ({ page_key, details }: Transcript['events'][number]) => [
    ...(page_key ? [titles.get(page_key) ?? page_key] : []),
    ...details.map(({ field, rule }) =>
      rule ? refusalText({ field, rule, label: label(field) }) : fieldText({ field, label: label(field) }),
    ),
  ];
  return (
    <details className="happened">
      <summary>
        <h2>{texts.happened}</h2>
      </summary>
      <div className="wide">
        <table>
          <thead>
            <tr>
              {[texts.when, texts.what, texts.about, texts.by].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.events.map((event, index) => (
              // Two events may be of one moment; none is ever put between others.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>{moment(event.created_at)}</td>
                <td>{inWords(event.type)}</td>
                <td>{about(event).join('\n')}</td>
                <td dir="auto">
                  {event.by_himself ? words.answers.himself : (event.by_name ?? event.by_email ?? words.answers.system)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
