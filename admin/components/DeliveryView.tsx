import type { BasePropertyProps } from 'adminjs';
import { moment, unpack } from './shared/records.js';
import { words } from './shared/words.js';

const texts = words.deliveries;

interface View {
  id: string;
  payload: unknown;
  attempts: {
    created_at: string;
    status_code: number | null;
    error: string | null;
    duration_ms: number;
    response: string | null;
  }[];
}

/** What was sent, and what came of each try. */
export default function DeliveryView({ record, property }: BasePropertyProps) {
  const view = unpack<View>(record, property.path);
  if (!view) return null;
  return (
    <div className="o">
      <h2>{texts.tries}</h2>
      {view.attempts.length ? (
        <table>
          <thead>
            <tr>
              <th>{texts.when}</th>
              <th>{texts.answer}</th>
              <th>{texts.took}</th>
              <th>{texts.said}</th>
            </tr>
          </thead>
          <tbody>
            {view.attempts.map(({ created_at, status_code, error, duration_ms, response }) => (
              <tr key={created_at}>
                <td>{moment(created_at)}</td>
                <td>{status_code ?? texts.none}</td>
                <td>{duration_ms} ms</td>
                <td>{error ?? (response || '—')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="muted">{texts.notYet}</p>
      )}
      <br />
      <h2>{texts.sent}</h2>
      <p className="muted">
        webhook-id: <code>{view.id}</code>
      </p>
      <br />
      <pre className="payload">{JSON.stringify(view.payload, null, 2)}</pre>
    </div>
  );
}
