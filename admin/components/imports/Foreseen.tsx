import { useEffect, useRef } from 'react';
import type { Report } from '../../../src/domain/imports.js';
import { inWords } from '../shared/records.js';
import { words } from '../shared/words.js';
import { BadLines } from './BadLines.js';
import type { Source } from './files.js';

const texts = words.imports;

interface Props {
  source: Source;
  report: Report;
  /** Lines that have become bad since they were checked; undefined before anything was tried. */
  changed?: Set<number>;
  links: boolean;
  busy: string;
  onLinks(links: boolean): void;
  onRun(): void;
  onAnother(): void;
}

/** What would happen, and the way to make it happen. */
export function Foreseen({ source, report, changed, links, busy, onLinks, onRun, onAnother }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { good, bad } = report;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report is another thing to read
  useEffect(() => heading.current?.focus(), [report]);
  return (
    <>
      {changed && (
        <div className="problems" role="alert">
          <p>{texts.overtaken}</p>
        </div>
      )}
      <h2 ref={heading} tabIndex={-1}>
        {texts.result(good, good + bad.length)}
      </h2>
      <p className="muted">
        {source.name && <strong dir="auto">{source.name}</strong>} {texts.nothingYet}
      </p>
      {source.encoding === 'Windows-1252' && <p className="note">{texts.oldLetters}</p>}
      <Facts source={source} report={report} />
      {good > 0 && (
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            onRun();
          }}
        >
          <label className="tick">
            <input type="checkbox" checked={links} onChange={({ target }) => onLinks(target.checked)} />
            {texts.links}
          </label>
          <p className="help">{texts.linksHelp}</p>
          <div className="bar">
            <button type="submit" className="main" disabled={Boolean(busy)}>
              {busy || texts.run(good, good + bad.length)}
            </button>
            <button type="button" disabled={Boolean(busy)} onClick={onAnother}>
              {texts.another}
            </button>
          </div>
        </form>
      )}
      {good === 0 && (
        <div className="bar">
          <button type="button" onClick={onAnother}>
            {texts.another}
          </button>
        </div>
      )}
      {bad.length > 0 && <BadLines report={report} changed={changed} />}
      {good > 0 && <Sample report={report} />}
    </>
  );
}

function Facts({ source, report }: { source: Source; report: Report }) {
  const { separator, columns, ignored, roles, inactive } = report;
  const staff = Object.entries(roles).filter(([role]) => role !== 'member');
  const told = [
    ...staff.map(([role, count]) => texts.roles(role, count)),
    ...(inactive ? [texts.inactive(inactive)] : []),
  ];
  const meant = ({ heading, column }: Report['columns'][number]) =>
    `${texts.quoted(heading)} → ${texts.column[column]}`;
  return (
    <dl className="facts">
      <dt>{texts.readAs}</dt>
      <dd>{texts.read(texts.separators[separator] ?? separator, source.encoding)}</dd>
      <dt>{texts.understood}</dt>
      <dd dir="auto">{columns.map(meant).join(', ')}</dd>
      {ignored.length > 0 && (
        <>
          <dt>{texts.ignored}</dt>
          <dd dir="auto">
            <strong>{ignored.map(texts.quoted).join(', ')}</strong>
          </dd>
        </>
      )}
      {told.length > 0 && (
        <>
          <dt>{texts.staff}</dt>
          <dd>
            <strong>{told.join(', ')}</strong>
          </dd>
        </>
      )}
    </dl>
  );
}

/** By these few one sees whether the columns and the letters are right. */
function Sample({ report: { sample } }: { report: Report }) {
  const columns = ['email', 'full_name', 'role', 'is_active'] as const;
  return (
    <section aria-labelledby="import-sample">
      <h2 id="import-sample">{texts.sample}</h2>
      <div className="wide">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {texts.column[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map(({ email, full_name, role, is_active }) => (
              <tr key={email}>
                <td dir="auto">{email}</td>
                <td dir="auto">{full_name ?? '—'}</td>
                <td>{inWords(role)}</td>
                <td>{is_active ? words.common.yes : words.common.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
