import { useState } from 'react';
import type { Report } from '../../../src/domain/imports.js';
import { words } from '../shared/words.js';
import { saveBad, whatIsWrong } from './files.js';

const texts = words.imports;

/** As many as one reads; who has more saves them. */
const mostShown = 200;
const mostLetters = 120;

/** Every line that can't be imported: where it stands, and what is wrong with it. */
export function BadLines({ report, changed }: { report: Report; changed?: Set<number> }) {
  const [all, setAll] = useState(false);
  const { bad } = report;
  const shown = all ? bad : bad.slice(0, mostShown);
  return (
    <section aria-labelledby="import-bad">
      <div className="row">
        <h2 id="import-bad">{texts.bad(bad.length)}</h2>
        <button type="button" onClick={() => saveBad(report)}>
          {texts.saveBad}
        </button>
      </div>
      <div className="wide">
        <table aria-labelledby="import-bad">
          <thead>
            <tr>
              {texts.badColumns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.flatMap(({ line, complaints }) =>
              complaints.map(({ heading, value, rule, other }) => (
                <tr key={`${line} ${heading} ${rule}`}>
                  <th scope="row">
                    {line} {changed?.has(line) && <span className="pill busy">{texts.changed}</span>}
                  </th>
                  <td dir="auto">{heading ?? texts.wholeLine}</td>
                  <td dir="auto">{rule === 'cells' ? texts.cells(Number(value)) : shortened(value)}</td>
                  <td>{whatIsWrong({ rule, other })}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {shown.length < bad.length && (
        <button type="button" onClick={() => setAll(true)}>
          {texts.showAll(bad.length)}
        </button>
      )}
    </section>
  );
}

const shortened = (value: string) =>
  value.trim() === '' ? '—' : value.length > mostLetters ? `${value.slice(0, mostLetters)} …` : value;
