import { type ActionProps, ApiClient, type RecordJSON, useNotice, useTranslation } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { recordUrl } from './shared/records.js';
import { words } from './shared/words.js';

const api = new ApiClient();

interface Outcome {
  redirectUrl?: string;
  notice: { message: string; type: 'success' | 'error' };
}

/** Says what an action will do, and does it when it is told to. */
export default function Confirm({ record, resource, action }: ActionProps) {
  const [busy, setBusy] = useState(false);
  const [complaint, setComplaint] = useState('');
  const { translateAction } = useTranslation();
  const addNotice = useNotice();
  const navigate = useNavigate();
  const { id, title } = record as RecordJSON;
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed: Outcome = { notice: { type: 'error', message: words.common.failed } };
    const answer = await api
      .recordAction({ resourceId: resource.id, recordId: id, actionName: action.name, method: 'post' })
      .then(({ data }) => data as unknown as Outcome)
      .catch(() => failed);
    setBusy(false);
    if (answer.notice.type === 'error') return setComplaint(answer.notice.message);
    addNotice(answer.notice);
    navigate(answer.redirectUrl ?? recordUrl(resource.id, id));
  };
  return (
    <form className="o card" onSubmit={confirm}>
      {complaint && (
        <div className="problems" role="alert">
          <h2>{complaint}</h2>
        </div>
      )}
      <p>
        <strong>{title}</strong>
      </p>
      <p>{words.confirmations[resource.id]?.[action.name]?.explains}</p>
      <div className="bar">
        <button type="submit" className={action.custom.isDangerous ? 'danger' : 'main'} disabled={busy}>
          {translateAction(action.label, resource.id)}
        </button>
        <Link className="button" to={recordUrl(resource.id, id)}>
          {words.common.back}
        </Link>
      </div>
    </form>
  );
}
