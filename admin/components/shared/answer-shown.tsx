import { ApiClient, type RecordJSON } from 'adminjs';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AnswerControl } from './answers.js';
import { Labelled, tied } from './labelled.js';
import { answerText, moment } from './records.js';
import type { FieldAnswered, PageAnswered } from './transcript.js';
import { words } from './words.js';

const texts = words.answers;

type Complaints = Record<string, { message?: string } | undefined>;

const api = new ApiClient();

interface Props {
  field: FieldAnswered;
  page: PageAnswered;
  submissionId: string;
  mayCorrect: boolean;
  onCorrected(record: RecordJSON, label: string): void;
}

/** One answer under its label: who gave it when, what is wrong with it, and the way to put it right in its place. */
export function AnswerShown(props: Props) {
  const { field, page, mayCorrect } = props;
  const [isEdited, setEdited] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const complaint = page.missing.find(({ field: path }) => path.split('.')[0] === field.key);
  // The form goes, and the focus with it: back to where it was opened.
  const wasEdited = useRef(false);
  useLayoutEffect(() => {
    if (wasEdited.current && !isEdited) button.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  if (isEdited) return <Correction {...props} onLeave={() => setEdited(false)} />;
  return (
    <div className="answer">
      <div className="question">{field.label}</div>
      <div className="value">
        <Value field={field} />
        {complaint && <p className="wrong">{complaint.error}</p>}
        {field.given && (
          <small dir="auto">
            {texts.given(
              field.given.by_himself ? texts.himself : (field.given.by ?? texts.system),
              moment(field.given.at),
            )}
          </small>
        )}
      </div>
      {complaint && <span className="pill bad">{field.answer === null ? texts.missing : texts.wrong}</span>}
      {mayCorrect && (
        <button ref={button} type="button" aria-label={texts.correctField(field.label)} onClick={() => setEdited(true)}>
          {texts.correct}
        </button>
      )}
    </div>
  );
}

function Value({ field }: { field: FieldAnswered }) {
  if (field.answer === null) return <span className="muted">{texts.none}</span>;
  return (
    <div className="said" dir="auto">
      {answerText(field, field.answer)}
    </div>
  );
}

function Correction({ field, submissionId, onCorrected, onLeave }: Props & { onLeave(): void }) {
  const [value, setValue] = useState(field.answer);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Complaints>({});
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailed('');
    const at = { resourceId: 'submissions', recordId: submissionId, actionName: 'correct' };
    const data = { answers: JSON.stringify({ [field.key]: value }), reason };
    try {
      const answer = (await api.recordAction({ ...at, method: 'post', data })).data;
      setErrors(answer.record.errors ?? {});
      if (answer.notice?.type === 'error') return setFailed(answer.notice.message);
      onLeave();
      onCorrected(answer.record, field.label);
    } catch {
      setFailed(words.common.notSaved);
    } finally {
      setBusy(false);
    }
  };
  const id = `reason-${field.key}`;
  return (
    <form
      ref={form}
      className="answer correction"
      aria-label={texts.correctField(field.label)}
      onSubmit={send}
      onKeyDown={({ key }) => key === 'Escape' && onLeave()}
      noValidate
    >
      {failed && (
        <p className="problems" role="alert">
          {failed}
        </p>
      )}
      <AnswerControl field={field} value={value} errors={errors} onChange={setValue} />
      <Labelled id={id} label={texts.reason} error={errors.reason?.message}>
        <input
          {...tied(id, errors.reason?.message)}
          maxLength={1000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Labelled>
      <div className="row">
        <button type="submit" className="main" disabled={busy}>
          {texts.save}
        </button>
        <button type="button" onClick={onLeave}>
          {words.common.cancel}
        </button>
      </div>
    </form>
  );
}
