import { ApiClient } from 'adminjs';
import { useEffect, useId, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { DayChart } from './DayChart.js';
import { Funnel } from './Funnel.js';
import { dayText, type Told, texts } from './told.js';

const api = new ApiClient();

interface Choice {
  flow: string;
  version: string;
  days: string;
}

/** Figures and charts. What is chosen stands in the address, so that it can be sent to somebody and come back to. */
export function Statistics({ flows }: { flows: { id: string; title: string }[] }) {
  const [params, setParams] = useSearchParams();
  const chosen: Choice = {
    flow: params.get('flow') ?? flows[0]?.id ?? '',
    version: params.get('version') ?? '',
    days: params.get('days') ?? '90',
  };
  const { told, failed, again } = useTold(chosen);
  const choose = (part: Partial<Choice>) => setParams({ ...chosen, ...part }, { replace: true });
  return (
    <section className="statistics" aria-label={texts.heading}>
      <h2>{texts.heading}</h2>
      <div className="row choices">
        <Chooser label={texts.flow} value={chosen.flow} choose={(flow) => choose({ flow, version: '' })}>
          <option value="all">{texts.allFlows}</option>
          {flows.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Chooser>
        {told?.flow && told.flow.versions.length > 1 && (
          <Chooser
            label={texts.version}
            value={String(told.flow.version ?? '')}
            choose={(version) => choose({ version })}
          >
            {told.flow.versions.map(({ number, day }) => (
              <option key={number} value={number}>
                {number} ({dayText(day)})
              </option>
            ))}
          </Chooser>
        )}
        <Chooser label={texts.range} value={chosen.days} choose={(days) => choose({ days })}>
          {Object.entries(texts.ranges).map(([days, text]) => (
            <option key={days} value={days}>
              {text}
            </option>
          ))}
        </Chooser>
      </div>
      {failed && (
        <p role="alert">
          {texts.failed}{' '}
          <button type="button" className="button" onClick={again}>
            {texts.again}
          </button>
        </p>
      )}
      {told && <Shown told={told} />}
    </section>
  );
}

function Shown({ told }: { told: Told }) {
  const isEmpty = told.days.every(({ registrations, started, completed }) => registrations + started + completed === 0);
  return (
    <>
      <h3>{texts.days}</h3>
      {isEmpty ? (
        <p className="muted">{texts.nothing}</p>
      ) : (
        <DayChart days={told.days} versions={told.flow?.versions ?? []} />
      )}
      {told.flow && <Funnel flow={told.flow} />}
    </>
  );
}

interface ChooserProps {
  label: string;
  value: string;
  choose: (value: string) => void;
  children: React.ReactNode;
}

function Chooser({ label, value, choose, children }: ChooserProps) {
  const id = useId();
  return (
    <span className="chooser">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => choose(target.value)}>
        {children}
      </select>
    </span>
  );
}

/** The figures of a choice; those of an earlier one are thrown away when they come late. */
function useTold({ flow, version, days }: Choice) {
  const [told, setTold] = useState<Told>();
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    let isCurrent = true;
    setFailed(false);
    api
      .getDashboard({ params: queryOf({ flow, version, days }) })
      .then(({ data }) => isCurrent && setTold((data as { statistics: Told }).statistics))
      .catch(() => isCurrent && setFailed(true));
    return () => {
      isCurrent = false;
    };
  }, [flow, version, days, tries]);
  return { told, failed, again: () => setTries((count) => count + 1) };
}

function queryOf({ flow, version, days }: Choice): Record<string, string> {
  const from = new Date(Date.now() - (Math.max(1, Number(days) || 90) - 1) * 86_400_000).toISOString().slice(0, 10);
  return { from, ...(flow && flow !== 'all' ? { flow } : {}), ...(version ? { version } : {}) };
}
