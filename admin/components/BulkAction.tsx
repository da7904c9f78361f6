import { Box } from '@adminjs/design-system';
import {
  ActionHeader,
  ApiClient,
  NoActionError,
  NoResourceError,
  type ResourceJSON,
  useNotice,
  useResource,
} from 'adminjs';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import type { Candidate } from '../../src/domain/activations.js';
import { words } from './shared/words.js';

const texts = words.bulk;
const api = new ApiClient();

/** A page for what is done with several rows at once. It stands in the place of AdminJS's, which shows an error before it has asked. */
export default function BulkAction() {
  const { resourceId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  if (!resource) return <NoResourceError resourceId={resourceId} />;
  return <Asked key={`${resourceId} ${actionName}`} resource={resource} name={actionName} />;
}

function Asked({ resource, name }: { resource: ResourceJSON; name: string }) {
  const action = resource.actions.find((one) => one.name === name);
  const [params] = useSearchParams();
  const recordIds = params.get('recordIds') ?? '';
  const { found, done, complaint, isBusy, run } = useCandidates(resource.id, name, recordIds);
  const { state } = useLocation();
  const back = `/admin/resources/${resource.id}${(state as { list?: string } | null)?.list ?? ''}`;
  if (!action) return <NoActionError resourceId={resource.id} actionName={name} />;
  const ready = (found ?? []).filter(({ why }) => !why);
  const left = (found ?? []).filter(({ why }) => why);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(back);
  };
  return (
    <Box variant="transparent">
      <ActionHeader resource={resource} action={action} omitActions />
      <form className="o card several" aria-busy={isBusy || !found} onSubmit={submit}>
        {complaint && (
          <div className="problems" role="alert">
            <h2>{complaint}</h2>
          </div>
        )}
        {!found && !complaint && <p className="muted">{words.lists.loading}</p>}
        {ready.length > 0 && <p>{texts.ask[name]?.(ready.length)}</p>}
        {found && !ready.length && <p role="status">{done ? texts.done[name]?.(done) : texts.nobody}</p>}
        <ul>
          {ready.map(({ id, name }) => (
            <li key={id} dir="auto">
              <strong>{name}</strong>
            </li>
          ))}
        </ul>
        <Left left={left} />
        <div className="bar">
          {ready.length > 0 && (
            <button type="submit" className={action.custom?.isDangerous ? 'danger' : 'main'} disabled={isBusy}>
              {texts.run[name]?.(ready.length)}
            </button>
          )}
          <Link className="button" to={back}>
            {texts.back}
          </Link>
        </div>
      </form>
    </Box>
  );
}

/** With whom it can't be done, one by one. */
function Left({ left }: { left: Candidate[] }) {
  if (!left.length) return null;
  return (
    <section aria-labelledby="several-left">
      <h2 id="several-left">{texts.left}</h2>
      <ul>
        {left.map(({ id, name, why }) => (
          <li key={id}>
            <bdi>{name ?? texts.unknown}</bdi> {texts.why[why ?? '']}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whom it is about, and the way to do it. */
function useCandidates(resourceId: string, actionName: string, recordIds: string) {
  const [found, setFound] = useState<Candidate[]>();
  /** With how many it was done, where that must be told together with whom it was not done with. */
  const [done, setDone] = useState(0);
  const [complaint, setComplaint] = useState('');
  const [isBusy, setBusy] = useState(false);
  const addNotice = useNotice();
  const navigate = useNavigate();
  const asked = { resourceId, actionName, recordIds: recordIds.split(',') };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked once for each choice
  useEffect(() => {
    ask(asked).then(setFound, (error: Error) => setComplaint(error.message));
  }, [resourceId, actionName, recordIds]);
  const run = async (back: string) => {
    setBusy(true);
    setComplaint('');
    try {
      // Those whom the page named, and nobody who could have come to be one of them since.
      const named = (found ?? []).filter(({ why }) => !why).map(({ id }) => id);
      const all = await ask({ ...asked, recordIds: named, data: {} });
      const count = all.filter(({ why }) => !why).length;
      // Who was left against what the page said is told before it goes.
      if (count < all.length) {
        setDone(count);
        return setFound([...(found ?? []), ...all].filter(({ why }) => why));
      }
      addNotice({ type: 'success', message: texts.done[actionName]?.(count) ?? '' });
      navigate(back);
    } catch (error) {
      setComplaint((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return { found, done, complaint, isBusy, run };
}

async function ask(what: Parameters<ApiClient['bulkAction']>[0]): Promise<Candidate[]> {
  try {
    const { data } = await api.bulkAction(what);
    return (data as unknown as { candidates: Candidate[] }).candidates;
  } catch (error) {
    const told = (error as { response?: { data?: { notice?: { message?: string } } } }).response?.data;
    throw new Error(told?.notice?.message ?? texts.failed);
  }
}
