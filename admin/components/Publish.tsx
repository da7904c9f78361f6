import { type ActionProps, ApiClient, type RecordJSON } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { DraftPage } from './FlowDraft.js';
import { Labelled, tied } from './shared/labelled.js';
import { recordUrl, unpack } from './shared/records.js';

const api = new ApiClient();

interface Outcome {
  record: RecordJSON;
  notice: { message: string; type: string };
}

/** Makes the draft the next version, or tells in words what keeps it from being one. */
export default function Publish({ record, resource }: ActionProps) {
  const [notes, setNotes] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const flow = record as RecordJSON;
  const draft = unpack<DraftPage[]>(flow, 'draft') ?? [];
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const at = { resourceId: resource.id, recordId: flow.id, actionName: 'publish' };
    const failed = { record: flow, notice: { type: 'error', message: 'It could not be published. Please try again.' } };
    const answer = await api.recordAction({ ...at, method: 'post', data: { notes } }).catch(() => ({ data: failed }));
    setOutcome(answer.data as unknown as Outcome);
    setBusy(false);
  };
  if (outcome?.notice.type === 'success') return <Published flow={flow} message={outcome.notice.message} />;
  return (
    <form className="o card" onSubmit={publish}>
      {outcome && <Problems outcome={outcome} draft={draft} />}
      <p>
        The draft of <strong>{flow.title}</strong> has {draft.length} {draft.length === 1 ? 'page' : 'pages'}. Whoever
        starts after this sees it as it is now; whoever has begun goes on with the version he began with.
      </p>
      <br />
      <Labelled id="notes" label="Notes for the team (may be left out)" error={outcome?.record.errors?.notes?.message}>
        <textarea
          {...tied('notes')}
          rows={3}
          maxLength={2000}
          value={notes}
          onChange={({ target }) => setNotes(target.value)}
        />
      </Labelled>
      <div className="bar">
        <button type="submit" className="main" disabled={busy}>
          {busy ? 'Publishing …' : 'Publish now'}
        </button>
        <Link className="button" to={recordUrl(resource.id, flow.id)}>
          Back to the flow
        </Link>
      </div>
    </form>
  );
}

function Published({ flow, message }: { flow: RecordJSON; message: string }) {
  return (
    <div className="o">
      <div className="fine" role="status">
        <h2>{message}</h2>
        <p>
          <a href={String(flow.params.wizard)} target="_blank" rel="noopener">
            Look at it in the wizard
          </a>
        </p>
      </div>
      <Link to={recordUrl('flows', flow.id)}>Back to the flow</Link>
    </div>
  );
}

/** Each problem where it is: its path names the page and the field by their keys. */
function Problems({ outcome, draft }: { outcome: Outcome; draft: DraftPage[] }) {
  const errors = Object.entries(outcome.record.errors ?? {}).filter(([path]) => path !== 'notes');
  return (
    <div className="problems" role="alert">
      <h2>{outcome.notice.message}</h2>
      <ul>
        {errors.map(([path, error]) => {
          const [, pageKey, , fieldKey] = path.split('.');
          const page = draft.find(({ key }) => key === pageKey);
          const field = page?.fields.find(({ key }) => key === fieldKey);
          return (
            <li key={path}>
              {error?.message}{' '}
              {page && <Link to={recordUrl('pages', page.id, 'edit')}>Edit the page “{page.title}”</Link>}
              {field && (
                <>
                  {' or '}
                  <Link to={recordUrl('fields', field.id, 'edit')}>the field “{field.label}”</Link>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
