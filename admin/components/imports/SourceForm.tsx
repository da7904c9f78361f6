import { type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { words } from '../shared/words.js';
import { type Source, saveExample } from './files.js';

const texts = words.imports;

interface Props {
  busy: string;
  /** After another file: the focus is led here. */
  isAgain: boolean;
  onTake(from: File | Source): void;
}

/** Where the lines come from: a file that is chosen or dropped, or what is pasted. */
export function SourceForm({ busy, isAgain, onTake }: Props) {
  const [isOver, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isAgain) chooser.current?.focus();
  }, [isAgain]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onTake(file);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTake({ name: '', text: pasted, encoding: 'UTF-8' });
  };
  return (
    <>
      <p>{texts.lead}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input in it is the first */}
      <div
        className={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label className="button main">
          {texts.choose}
          <input
            ref={chooser}
            type="file"
            className="visually-hidden"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            disabled={Boolean(busy)}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) onTake(file);
              // The same file, mended, can be chosen again.
              target.value = '';
            }}
          />
        </label>
        <p className="muted">{busy || texts.drop}</p>
      </div>
      <details>
        <summary>{texts.paste}</summary>
        <form onSubmit={submit}>
          <label htmlFor="import-lines">{texts.pasted}</label>
          <textarea
            id="import-lines"
            rows={8}
            spellCheck={false}
            required
            value={pasted}
            onChange={({ target }) => setPasted(target.value)}
          />
          <div className="bar">
            <button type="submit" disabled={Boolean(busy)}>
              {texts.check}
            </button>
          </div>
        </form>
      </details>
      <Columns />
    </>
  );
}

function Columns() {
  return (
    <section aria-labelledby="import-columns">
      <div className="row">
        <h2 id="import-columns">{texts.columns}</h2>
        <button type="button" onClick={saveExample}>
          {texts.example}
        </button>
      </div>
      <div className="wide">
        <table>
          <thead>
            <tr>
              {texts.columnNames.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(['email', 'full_name', 'role', 'is_active'] as const).map((column) => (
              <tr key={column}>
                <th scope="row">{texts.column[column]}</th>
                <td>{texts.called[column]}</td>
                <td>{texts.holds[column]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
