import { type ActionProps, ApiClient, type RecordJSON, useNotice } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Labelled, tied } from './shared/labelled.js';
import { recordUrl } from './shared/records.js';
import { words } from './shared/words.js';

const api = new ApiClient();

const texts = words.duplicate;

/** Asks what the copy of a flow is to be called, and goes on to shape it. */
export default function Duplicate({ record, resource }: ActionProps) {
  const flow = record as RecordJSON;
  const [title, setTitle] = useState(texts.copyOf(String(flow.params.title)));
  const [slug, setSlug] = useState(`${String(flow.params.slug).slice(0, 58)}-copy`);
  const [errors, setErrors] = useState<Record<string, { message?: string } | undefined>>({});
  const [busy, setBusy] = useState(false);
  const notify = useNotice();
  const navigate = useNavigate();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const at = { resourceId: resource.id, recordId: flow.id, actionName: 'duplicate' };
    try {
      const { data } = await api.recordAction({ ...at, method: 'post', data: { title, slug } });
      if (data.notice) notify(data.notice);
      setErrors(data.record.errors ?? {});
      if (data.redirectUrl) navigate(data.redirectUrl);
    } catch {
      notify({ type: 'error', message: words.common.failed });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="o card" onSubmit={send} noValidate>
      <p>{texts.explains}</p>
      <br />
      <Labelled id="title" label={texts.title} error={errors.title?.message}>
        <input
          {...tied('title', errors.title?.message)}
          maxLength={200}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
      </Labelled>
      <Labelled id="slug" label={texts.slug} error={errors.slug?.message} help={texts.slugHelp}>
        <input
          {...tied('slug', errors.slug?.message, texts.slugHelp)}
          maxLength={63}
          spellCheck={false}
          value={slug}
          onChange={({ target }) => setSlug(target.value)}
        />
      </Labelled>
      <div className="bar">
        <button type="submit" className="main" disabled={busy}>
          {texts.make}
        </button>
        <button type="button" onClick={() => navigate(recordUrl(resource.id, flow.id))}>
          {words.common.back}
        </button>
      </div>
    </form>
  );
}
