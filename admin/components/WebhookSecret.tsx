import { type ActionProps, ApiClient, type RecordJSON } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import { Labelled, tied } from './shared/labelled.js';
import { recordUrl } from './shared/records.js';
import { words } from './shared/words.js';

const texts = words.webhooks;
const api = new ApiClient();

interface Outcome {
  secret?: string;
  notice: { message: string; type: string };
}

/** Makes a new secret and shows it, for this once: it is stored sealed, and told to nobody again. */
export default function WebhookSecret({ record, resource }: ActionProps) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const { id, title } = record as RecordJSON;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed = { notice: { type: 'error', message: words.common.failed } };
    const answer = await api
      .recordAction({ resourceId: resource.id, recordId: id, actionName: 'secret', method: 'post' })
      .catch(() => ({ data: failed }));
    setOutcome(answer.data as unknown as Outcome);
    setBusy(false);
  };
  const back = <Link to={recordUrl(resource.id, id)}>{texts.toWebhook}</Link>;
  if (outcome?.secret) return <Secret secret={outcome.secret} back={back} />;
  return (
    <form className="o card" onSubmit={make}>
      {outcome && (
        <div className="problems" role="alert">
          <h2>{outcome.notice.message}</h2>
        </div>
      )}
      <p>
        <strong>{title}</strong>
      </p>
      <p>{texts.explains}</p>
      <div className="bar">
        <button type="submit" className="main" disabled={busy}>
          {texts.make}
        </button>
        {back}
      </div>
    </form>
  );
}

function Secret({ secret, back }: { secret: string; back: React.ReactNode }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => {},
    );
  const help = texts.once;
  return (
    <div className="o card">
      <Labelled id="secret" label={texts.secret} help={help}>
        <input {...tied('secret', undefined, help)} readOnly value={secret} onFocus={({ target }) => target.select()} />
      </Labelled>
      <div className="bar">
        <button type="button" className="main" onClick={copy}>
          {texts.copy}
        </button>
        <span role="status">{copied ? texts.copied : ''}</span>
        {back}
      </div>
    </div>
  );
}
