import type { Gap } from '../../../src/domain/gaps.js';
import { languageNames } from '../../locales/language-names.js';
import { words } from '../shared/words.js';

const say = words.translations;
const nameOf = languageNames(words.language);

/** Which languages lack texts; said, and no obstacle. */
export function Gaps({ gaps }: { gaps: Gap[] }) {
  const open = gaps.filter(({ missing }) => missing);
  if (!open.length) return null;
  return (
    <section className="card" aria-label={say.gaps}>
      <h2>{say.gaps}</h2>
      <ul>
        {open.map(({ language, missing, of }) => (
          <li key={language}>{say.gap(nameOf(language), missing, of)}</li>
        ))}
      </ul>
      <p className="help">{say.gapsHelp}</p>
    </section>
  );
}
