import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { words } from '../shared/words.js';
import { saveBad } from './files.js';
import type { Outcome } from './requests.js';

const texts = words.imports;

interface Props {
  report: Outcome;
  links: boolean;
  onAnother(): void;
}

/** What has happened, and where to go from there. */
export function Done({ report, links, onAnother }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { imported = 0, bad } = report;
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="fine">
      <h2 ref={heading} tabIndex={-1}>
        {texts.done(imported)}
      </h2>
      <p>{links ? texts.linksSent : texts.noLinks}</p>
      {bad.length > 0 && <p>{texts.left(bad.length)}</p>}
      <div className="bar">
        <Link className="button main" to="/admin/resources/users?sortBy=created_at&direction=desc">
          {texts.toList}
        </Link>
        {bad.length > 0 && (
          <button type="button" onClick={() => saveBad(report)}>
            {texts.saveBad}
          </button>
        )}
        <button type="button" onClick={onAnother}>
          {texts.another}
        </button>
      </div>
    </div>
  );
}
