import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Statistics } from './dashboard/Statistics.js';
import { recordUrl, stuckUrl, words } from './shared/records.js';

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
  if (failed) return <p className="o dashboard">This could not be loaded. Please try again.</p>;
  if (!told) return null;
  return (
    <main className="o dashboard">
      <h1>Hello, {told.name}</h1>
      <p className="muted">You are signed in as {words(told.role).toLowerCase()}.</p>
      <div className="tiles">
        {told.flows.map((flow) => (
          <Flow key={flow.id} flow={flow} canPublish={told.canPublish} />
        ))}
      </div>
      {told.flows.some(({ in_progress }) => in_progress !== undefined) && (
        <Link className="button" to={stuckUrl}>
          Who is stuck
        </Link>
      )}{' '}
      {told.canPublish && (
        <Link className="button" to="/admin/resources/flows/actions/new">
          New flow
        </Link>
      )}
      <Statistics flows={told.flows} />
    </main>
  );
}

function Flow({ flow, canPublish }: { flow: Told['flows'][number]; canPublish: boolean }) {
  const list = `/admin/resources/submissions?filters.flow_id=${flow.id}`;
  return (
    <section className="card" aria-label={flow.title}>
      <h3>
        <Link to={recordUrl('flows', flow.id)}>{flow.title}</Link>
        <span className={`pill ${flow.live ? 'good' : ''}`}>
          {flow.live ? `version ${flow.live} is live` : 'not published'}
        </span>
      </h3>
      {flow.in_progress !== undefined && (
        <div className="pair">
          <div>
            <div className="number">{flow.in_progress}</div>
            <Link to={`${list}&filters.status=in_progress`}>in progress</Link>
          </div>
          <div>
            <div className="number">{flow.completed}</div>
            <Link to={`${list}&filters.status=completed`}>completed</Link>
          </div>
        </div>
      )}
      <span className="row">
        {canPublish && (
          <Link className="button" to={recordUrl('flows', flow.id, 'publish')}>
            Publish
          </Link>
        )}
        {flow.live && (
          <a className="button" href={flow.wizard} target="_blank" rel="noopener">
            Open the wizard
          </a>
        )}
      </span>
    </section>
  );
}
