import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Statistics } from './dashboard/Statistics.js';
import { count } from './dashboard/told.js';
import { inWords, recordUrl, stuckUrl } from './shared/records.js';
import { words } from './shared/words.js';

interface Told {
  name: string;
  role: string;
  canPublish: boolean;
  flows: {
    id: string;
    slug: string;
    title: string;
    wizard: string;
    live: number | null;
    in_progress?: number;
    completed?: number;
  }[];
}

const texts = words.dashboard;
const api = new ApiClient();

/** How things are going, and the ways to what the role may do. */
export default function Dashboard() {
  const [told, setTold] = useState<Told>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    api
      .getDashboard()
      .then(({ data }) => setTold(data as Told))
      .catch(() => setFailed(true));
  }, []);
  if (failed) return <p className="o dashboard">{words.common.notLoaded}</p>;
  if (!told) return null;
  return (
    <div className="o dashboard">
      <h1>{texts.hello(told.name)}</h1>
      <p className="muted">{texts.signedInAs(inWords(told.role))}</p>
      <div className="tiles">
        {told.flows.map((flow) => (
          <Flow key={flow.id} flow={flow} canPublish={told.canPublish} />
        ))}
      </div>
      {told.flows.some(({ in_progress }) => in_progress !== undefined) && (
        <Link className="button" to={stuckUrl}>
          {texts.stuck}
        </Link>
      )}{' '}
      {told.canPublish && (
        <Link className="button" to="/admin/resources/flows/actions/new">
          {texts.newFlow}
        </Link>
      )}
      <Statistics flows={told.flows} />
    </div>
  );
}

function Flow({ flow, canPublish }: { flow: Told['flows'][number]; canPublish: boolean }) {
  const list = `/admin/resources/submissions?filters.flow_id=${flow.id}`;
  return (
    <section className="card" aria-label={flow.title}>
      <h2>
        <Link to={recordUrl('flows', flow.id)}>{flow.title}</Link>
        <span className={`pill ${flow.live ? 'good' : ''}`}>
          {flow.live ? texts.live(flow.live) : texts.unpublished}
        </span>
      </h2>
      {flow.in_progress !== undefined && (
        <div className="pair">
          <div>
            <div className="number">{count(flow.in_progress)}</div>
            <Link to={`${list}&filters.status=in_progress`}>{texts.inProgress}</Link>
          </div>
          <div>
            <div className="number">{count(flow.completed ?? 0)}</div>
            <Link to={`${list}&filters.status=completed`}>{texts.completed}</Link>
          </div>
        </div>
      )}
      <span className="row">
        {canPublish && (
          <Link className="button" to={recordUrl('flows', flow.id, 'publish')}>
            {texts.publish}
          </Link>
        )}
        {flow.live && (
          <a className="button" href={flow.wizard} target="_blank" rel="noopener">
            {texts.openWizard}
          </a>
        )}
      </span>
    </section>
  );
}
