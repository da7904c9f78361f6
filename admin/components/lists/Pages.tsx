import { Link, useLocation, useNavigate } from 'react-router-dom';
import { words } from '../shared/words.js';
import { changed, countOf, type Meta } from './use-list.js';

const texts = words.lists;
const sizes = [20, 50, 100];

/** Where in the list one is, of which `rows` are shown, and the ways to its other pages. */
export function Pages({ meta, rows }: { meta: Meta; rows: number }) {
  const { search } = useLocation();
  const navigate = useNavigate();
  const { page, perPage, total, isMore } = meta;
  // What is there goes before what is expected: after a full page there may be another.
  const last = Math.max(Math.ceil(total / perPage), isMore && rows === perPage ? page + 1 : page);
  const at = (number: number) => changed(search, { page: String(number) });
  const from = (page - 1) * perPage + 1;
  return (
    <div className="o list-foot">
      <p className="list-where" role="status">
        {texts.shown(from, from + rows - 1, countOf(meta))}
      </p>
      {last > 1 && (
        <nav aria-label={texts.pages}>
          {page > 1 && (
            <Link className="button" rel="prev" to={at(page - 1)}>
              {texts.previous}
            </Link>
          )}
          <ol>
            {around(page, last).map((number, index, all) => (
              <li key={number} className={number - (all[index - 1] ?? 0) > 1 ? 'after-gap' : undefined}>
                <Link
                  className="button"
                  aria-label={texts.page(number)}
                  aria-current={number === page ? 'page' : undefined}
                  to={at(number)}
                >
                  {number}
                </Link>
              </li>
            ))}
          </ol>
          {page < last && (
            <Link className="button" rel="next" to={at(page + 1)}>
              {texts.next}
            </Link>
          )}
        </nav>
      )}
      {total > (sizes[0] ?? 0) && (
        <label>
          {texts.perPage}{' '}
          <select
            className="short"
            value={perPage}
            onChange={({ target }) => navigate(changed(search, { perPage: target.value, page: undefined }))}
          >
            {(sizes.includes(perPage) ? sizes : [perPage, ...sizes]).map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** The first, the last, and those next to the one that is shown. */
function around(page: number, last: number): number[] {
  const near = [1, page - 2, page - 1, page, page + 1, page + 2, last];
  return [...new Set(near.filter((number) => number >= 1 && number <= last))];
}
