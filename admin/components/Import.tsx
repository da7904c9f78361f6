import { useRef, useState } from 'react';
import { Done } from './imports/Done.js';
import { Foreseen } from './imports/Foreseen.js';
import { mostBytes, read, type Source } from './imports/files.js';
import { check, type Outcome, run } from './imports/requests.js';
import { SourceForm } from './imports/SourceForm.js';
import { words } from './shared/words.js';

const texts = words.imports;

/** People from a file: first what would happen, then, when that is wanted, it happens. */
export default function Import() {
  const [source, setSource] = useState<Source>();
  const [report, setReport] = useState<Outcome>();
  /** Lines that were good before. */
  const [changed, setChanged] = useState<Set<number>>();
  const [links, setLinks] = useState(false);
  const [busy, setBusy] = useState('');
  const [complaint, setComplaint] = useState('');
  /** Come back from another file: whoever used the keyboard goes on from here. */
  const [isAgain, setAgain] = useState(false);
  const isWorking = useRef(false);

  const work = async (saying: string, ask: () => Promise<void>) => {
    // A second click is none.
    if (isWorking.current) return;
    isWorking.current = true;
    setBusy(saying);
    setComplaint('');
    await ask().catch((error: Error) => setComplaint(error.message || texts.failed));
    isWorking.current = false;
    setBusy('');
  };
  const take = (from: File | Source) =>
    work(texts.checking, async () => {
      const size = from instanceof File ? from.size : new Blob([from.text]).size;
      if (size > mostBytes) throw new Error(texts.unfit.bytes?.({}));
      const given = from instanceof File ? await read(from) : from;
      const found = await check(given.text);
      if (found.unfit) throw new Error(texts.unfit[found.unfit.rule]?.(found.unfit));
      setSource(given);
      setReport(found);
    });
  const go = () =>
    work(texts.running, async () => {
      if (!source || !report) return;
      const outcome = await run(source.text, report.basis, links);
      const before = new Set(report.bad.map(({ line }) => line));
      if (!outcome.imported) setChanged(new Set(outcome.bad.map(({ line }) => line).filter((one) => !before.has(one))));
      setReport(outcome);
    });
  const startOver = () => {
    setSource(undefined);
    setReport(undefined);
    setChanged(undefined);
    setLinks(false);
    setComplaint('');
    setAgain(true);
  };

  return (
    <div className="o import" aria-busy={Boolean(busy)}>
      <p className="visually-hidden" role="status">
        {busy}
      </p>
      {complaint && (
        <div className="problems" role="alert">
          <h2>{complaint}</h2>
        </div>
      )}
      {!report || !source ? (
        <SourceForm busy={busy} isAgain={isAgain} onTake={take} />
      ) : report.imported ? (
        <Done report={report} links={links} onAnother={startOver} />
      ) : (
        <Foreseen {...{ source, report, changed, links, busy }} onLinks={setLinks} onRun={go} onAnother={startOver} />
      )}
    </div>
  );
}
