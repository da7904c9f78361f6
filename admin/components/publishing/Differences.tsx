import type { Group } from '../../../src/domain/differences.js';
import { sentence } from '../shared/difference-words.js';
import { words } from '../shared/words.js';

/** What differs, a sentence each, page by page. */
export function Differences({ groups }: { groups: Group[] }) {
  return (
    <>
      {groups.map(({ page, differences }) => (
        <section className="differences" key={page?.key ?? ''} aria-label={page?.title ?? words.differences.ofFlow}>
          <h3>{page?.title ?? words.differences.ofFlow}</h3>
          <ul>
            {differences.map((difference) => (
              <li key={sentence(words, difference)}>{sentence(words, difference)}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
