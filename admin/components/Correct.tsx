import { type ActionProps, ApiClient, type RecordJSON, useNotice } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { AnswerControl } from './shared/answers.js';
import { Labelled, tied } from './shared/labelled.js';
import { type FieldOfPage, recordUrl, unpack } from './shared/records.js';
import { words } from './shared/words.js';

const api = new ApiClient();

interface View {
  pages: { key: string; title: string; fields: (FieldOfPage & { answer: unknown })[] }[];
}

/** Support puts answers right: only what was changed is sent, with the reason. */
export default function Correct({ record, resource }: ActionProps) {
  const submission = record as RecordJSON;
  const view = unpack<View>(submission, 'view');
  const [changed, setChanged] = useState<Record<string, unknown>>({});
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, { message?: string } | undefined>>({});
  const [busy, setBusy] = useState(false);
  const notify = useNotice();
  const navigate = useNavigate();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const at = { resourceId: resource.id, recordId: submission.id, actionName: 'correct' };
    try {
      const { data } = await api.recordAction({ ...at, method: 'post', data: { answers: changed, reason } });
      if (data.notice) notify(data.notice);
      setErrors(data.record.errors ?? {});
      if (data.redirectUrl) navigate(data.redirectUrl);
    } catch {
      notify({ type: 'error', message: words.common.notSaved });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="o" onSubmit={send} noValidate>
      {view?.pages.map(({ key, title, fields }) => (
        <section className="card" key={key} aria-label={title}>
          <h2>{title}</h2>
          {fields.map((field) => (
            <AnswerControl
              key={field.key}
              field={field}
              value={Object.hasOwn(changed, field.key) ? changed[field.key] : field.answer}
              errors={errors}
              onChange={(value) => setChanged({ ...changed, [field.key]: value })}
            />
          ))}
        </section>
      ))}
      <Labelled id="reason" label={words.answers.reason} error={errors.reason?.message}>
        <input
          {...tied('reason', errors.reason?.message)}
          maxLength={1000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Labelled>
      <div className="bar">
        <button type="submit" className="main" disabled={busy || !Object.keys(changed).length}>
          {words.answers.saveAll}
        </button>
        <button type="button" onClick={() => navigate(recordUrl(resource.id, submission.id))}>
          {words.common.cancel}
        </button>
      </div>
    </form>
  );
}
