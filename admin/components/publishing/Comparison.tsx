import { useEffect, useRef } from 'react';
import type { Group } from '../../../src/domain/differences.js';
import { words } from '../shared/words.js';
import { Differences } from './Differences.js';

const say = words.history.comparison;

export type Side = string;

interface Props {
  numbers: number[];
  seesDraft: boolean;
  from: Side;
  to: Side;
  /** Undefined while it is asked for, or where there is nothing to ask. */
  groups?: Group[];
  onChoose(sides: { from: Side; to: Side }): void;
}

/** Two versions, or a version and the draft, and what differs between them in words. */
export function Comparison({ numbers, seesDraft, from, to, groups, onChoose }: Props) {
  const options = [
    ...(seesDraft ? [['draft', say.draft] as const] : []),
    ...numbers.map((number) => [String(number), words.history.version(number)] as const),
  ];
  const select = (id: 'from' | 'to', value: string) => (
    <div>
      <label htmlFor={id}>{say[id]}</label>
      <select
        id={id}
        className="short"
        value={value}
        onChange={({ target }) => onChoose({ from, to, [id]: target.value })}
      >
        <option value="">{words.common.choose}</option>
        {options.map(([side, text]) => (
          <option key={side} value={side}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <section className="card" aria-label={say.title}>
      <h2>{say.title}</h2>
      <div className="row">
        {select('from', from)}
        {select('to', to)}
      </div>
      <div aria-live="polite">
        {from &&
          to &&
          (groups ? <Result title={say.heading(nameOf(from), nameOf(to))} groups={groups} /> : say.loading)}
      </div>
    </section>
  );
}

const nameOf = (side: Side) => (side === 'draft' ? say.theDraft : words.common.version(Number(side)));

function Result({ title, groups }: { title: string; groups: Group[] }) {
  const place = useRef<HTMLDivElement>(null);
  // Asked for from a row of the table above, it may stand below the screen.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={place} className="result">
      <h3>{title}</h3>
      {groups.length ? <Differences groups={groups} /> : <p>{say.nothing}</p>}
    </div>
  );
}
