import type { ReactNode } from 'react';
import { texts } from '../texts/texts.js';
import { focusOn, idOf } from './paths.js';

interface Props {
  complaints: [path: string, text: string][];
  labelOf(path: string): ReactNode;
}

/** All that is wrong, on top, each a link to its field. */
export function ErrorSummary({ complaints, labelOf }: Props) {
  return (
    <div role="alert" className="space-y-2 rounded-xl border-l-4 border-danger bg-danger-soft px-4 py-3">
      <h2 className="font-semibold">{texts.page.errorTitle(complaints.length)}</h2>
      <ul>
        {complaints.map(([path, text]) => (
          <li key={path}>
            <a
              href={`#${idOf(path)}`}
              className="inline-block py-1 text-danger underline underline-offset-2"
              onClick={(event) => {
                event.preventDefault();
                focusOn(path);
              }}
            >
              {labelOf(path)}: {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
