import { problemsOf } from './complaints.js';
import { useTools } from './context.js';
import { texts } from './texts.js';

/** What keeps the draft from being published, with the way to each. */
export function Problems() {
  const { state, focus } = useTools();
  const problems = problemsOf(state);
  if (!problems.length) return null;
  return (
    <details className="problems" open>
      <summary>{texts.problems(problems.length)}</summary>
      <ul>
        {problems.map(({ text, at }) => (
          <li key={`${at} ${text}`}>
            {text}{' '}
            {at && (
              <button type="button" className="link" aria-label={`${texts.show}: ${text}`} onClick={() => focus(at)}>
                {texts.show}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
