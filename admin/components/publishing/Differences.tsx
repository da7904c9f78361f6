import type { Group } from '../../../src/domain/differences.js';
import { sentence } from '../shared/difference-words.js';

const say = { ofFlow: 'The flow as a whole' };

/** What differs, a sentence each, page by page. */
export function Differences({ groups }: { groups: Group[] }) {
  return (
    <>
      {groups.map(({ page, differences }) => (
        <section className="differences" key={page?.key ?? ''} aria-label={page?.title ?? say.ofFlow}>
          <h3>{page?.title ?? say.ofFlow}</h3>
          <ul>
            {differences.map((difference) => (
              <li key={sentence(difference)}>{sentence(difference)}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
