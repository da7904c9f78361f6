import { type ActionProps, ApiClient, type RecordJSON } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Foresight } from '../../src/domain/foresight.js';
import type { DraftPage } from './FlowDraft.js';
import { Differences } from './publishing/Differences.js';
import { type Choice, Choices, Effects } from './publishing/Effects.js';
import { Gaps } from './publishing/Gaps.js';
import { Problems } from './publishing/Problems.js';
import { type Outcome, Published } from './publishing/Published.js';
import { say } from './publishing/texts.js';
import { Labelled, tied } from './shared/labelled.js';
import { recordUrl, unpack } from './shared/records.js';
import { words } from './shared/words.js';

const api = new ApiClient();

interface Answer {
  record: RecordJSON;
  notice: { message: string; type: string };
  outcome?: Outcome;
}

/** What a version would change and whom it would touch; then it is published: the draft, or an earlier version again. */
export default function Publish(props: ActionProps) {
  // Coming from another page of the same thing, AdminJS draws this one before it has asked for it.
  const foresight = unpack<Foresight>(props.record, 'foresight');
  return foresight ? <Form key={foresight.basis} {...props} /> : null;
}

function Form({ record: shown, resource, action }: ActionProps) {
  const [record, setRecord] = useState(shown as RecordJSON);
  const [notes, setNotes] = useState('');
  const [choice, setChoice] = useState<Choice>('stay');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const foresight = unpack<Foresight>(record, 'foresight') as Foresight;
  const at = { resourceId: resource.id, recordId: record.id, actionName: action.name };
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const data = { notes, in_progress: choice, basis: foresight.basis };
    const failed = { record, notice: { type: 'error', message: say.failed } };
    const told = await api.recordAction({ ...at, method: 'post', data }).catch(() => ({ data: failed }));
    setAnswer(told.data as unknown as Answer);
    // Refused: what it would do may be another thing by now.
    if (told.data.notice?.type === 'error') {
      const fresh = await api.recordAction(at).catch(() => undefined);
      if (fresh) setRecord(fresh.data.record);
    }
    setBusy(false);
  };
  const anyInProgress = Boolean(foresight.effect?.inProgress);
  if (answer?.outcome) {
    return <Published message={answer.notice.message} outcome={answer.outcome} anyInProgress={anyInProgress} />;
  }
  const { errors = {} } = answer?.record ?? {};
  const isAgain = resource.id === 'flow_versions';
  return (
    <form className="o" onSubmit={publish}>
      <Refusal record={record} foresight={foresight} answer={answer} />
      {isAgain && <p className="group">{say.again(Number(record.params.number), foresight.next)}</p>}
      <Changes foresight={foresight} />
      <Gaps gaps={foresight.gaps} />
      {foresight.effect && foresight.live !== null && <Effects effect={foresight.effect} />}
      {foresight.effect && anyInProgress && (
        <Choices effect={foresight.effect} next={foresight.next} choice={choice} onChoose={setChoice} />
      )}
      <Labelled id="notes" label={say.notes} error={errors.notes?.message}>
        <textarea
          {...tied('notes', errors.notes?.message)}
          rows={3}
          maxLength={2000}
          value={notes}
          onChange={({ target }) => setNotes(target.value)}
        />
      </Labelled>
      <div className="bar">
        <button type="submit" className="main" disabled={busy}>
          {busy ? say.busy : isAgain ? say.goLive : say.publish}
        </button>
        <Link className="button" to={recordUrl(resource.id, record.id)}>
          {words.common.back}
        </Link>
      </div>
    </form>
  );
}

function Changes({ foresight: { live, groups } }: { foresight: Foresight }) {
  if (live === null) return <p className="card">{say.first}</p>;
  if (!groups.length) return <p className="card">{say.nothingDiffers(live)}</p>;
  return (
    <section className="card" aria-label={say.differs(live)}>
      <h2>{say.differs(live)}</h2>
      <Differences groups={groups} />
    </section>
  );
}

/** What keeps it from being published: known beforehand, or told by the server when it was tried. */
function Refusal({ record, foresight, answer }: { record: RecordJSON; foresight: Foresight; answer?: Answer }) {
  const draft = unpack<DraftPage[]>(record, 'draft') ?? [];
  const { problems } = foresight;
  if (!problems.length && !answer) return null;
  const title = problems.length ? say.unready : String(answer?.notice.message);
  // Anew at each try, so that it is read out each time.
  return (
    <Problems key={String(answer?.notice.message)} flow={record.id} title={title} problems={problems} draft={draft} />
  );
}
