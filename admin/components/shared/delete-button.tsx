import {
  type ActionHeaderProps,
  type ActionJSON,
  ApiClient,
  useActionResponseHandler,
  useNotice,
  useTranslation,
} from 'adminjs';
import { useState } from 'react';
import { Dialog } from './dialog.js';
import { words } from './words.js';

const api = new ApiClient();

/** Deletes what the page shows, after asking. */
export function DeleteButton({ header, action }: { header: ActionHeaderProps; action: ActionJSON }) {
  const { resource, record, actionPerformed } = header;
  const [isAsking, ask] = useState(false);
  const { translateAction, translateMessage } = useTranslation();
  const actionResponseHandler = useActionResponseHandler(actionPerformed);
  const label = translateAction(action.label, resource.id);
  const addNotice = useNotice();
  const remove = () => {
    ask(false);
    const at = { resourceId: resource.id, recordId: String(record?.id), actionName: action.name };
    api
      .recordAction({ ...at, method: 'post' })
      .then((answer) => actionResponseHandler(answer as never))
      .catch(() => addNotice({ message: words.dialogs.failed, type: 'error' }));
  };
  return (
    <>
      <button type="button" className="danger" onClick={() => ask(true)}>
        {label}
      </button>
      {isAsking && (
        <Dialog title={translateMessage(action.guard ?? 'confirmDelete', resource.id)} onClose={() => ask(false)}>
          <p>
            <strong dir="auto">{record?.title}</strong>
          </p>
          <div className="bar">
            <button type="button" className="danger" onClick={remove}>
              {label}
            </button>
            <button type="button" onClick={() => ask(false)}>
              {words.dialogs.keep}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
