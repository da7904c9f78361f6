import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import type { Outcome as CarriedOver } from '../../../src/domain/carry-over.js';
import { recordUrl } from '../shared/records.js';
import { say } from './texts.js';

export interface Outcome {
  flowId: string;
  wizard: string;
  carriedOver?: CarriedOver;
}

/** It is live: where to see it, and what became of those in progress. */
export function Published({
  message,
  outcome,
  anyInProgress,
}: {
  message: string;
  outcome: Outcome;
  anyInProgress: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { flowId, wizard, carriedOver } = outcome;
  return (
    <div className="o">
      <div className="fine" role="status">
        <h2 ref={heading} tabIndex={-1}>
          {message}
        </h2>
        {carriedOver && <p>{say.carried(carriedOver.carried, carriedOver.withSetAside)}</p>}
        {carriedOver?.goesOn && <p>{say.goesOn}</p>}
        {!carriedOver && anyInProgress && <p>{say.stayed}</p>}
        <div className="bar">
          <a className="button" href={wizard} target="_blank" rel="noopener">
            {say.look}
          </a>
          <Link className="button" to={recordUrl('flows', flowId, 'history')}>
            {say.history}
          </Link>
          <Link className="button" to={recordUrl('flows', flowId)}>
            {say.toFlow}
          </Link>
        </div>
      </div>
    </div>
  );
}
