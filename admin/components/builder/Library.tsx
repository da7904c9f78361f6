import { useState } from 'react';
import { pageOf } from '../../../src/domain/layouts.js';
import { inWords } from '../shared/records.js';
import type { Movable } from './Board.js';
import { useTools } from './context.js';
import { labelOf, lastOn, placing, whereIs } from './moves.js';
import { texts } from './texts.js';

/** The fields there are, and which of them are not in the flow yet: to be dragged to a page, or added by a button. */
export function Library({ moving }: { moving: Movable }) {
  const { bench, state, open, focus, target, setTarget } = useTools();
  const { layout } = state;
  const [search, setSearch] = useState('');
  const sought = search.trim().toLowerCase();
  const fits = (id: string) =>
    [layout.fields[id]?.label, layout.fields[id]?.key].some((text) => String(text).toLowerCase().includes(sought));
  const all = Object.keys(layout.fields);
  const free = all.filter((id) => !pageOf(layout, id) && fits(id));
  // What stands in the flow already is told only to who looks for it.
  const placed = sought ? all.filter((id) => pageOf(layout, id) && fits(id)) : [];
  const add = (id: string) => {
    const name = labelOf(layout, id);
    bench.act(texts.changes.added(name), [placing(layout, id, lastOn(layout, id, target))]);
    bench.say(whereIs(bench.state.layout, id));
    focus('search-library');
  };
  return (
    <section className="library" aria-label={texts.library}>
      <h2>{texts.library}</h2>
      <input
        type="search"
        data-focus="search-library"
        aria-label={texts.search}
        placeholder={texts.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <label htmlFor="add-to">{texts.addTo}</label>
      <select id="add-to" value={target} disabled={!target} onChange={(event) => setTarget(event.target.value)}>
        {layout.pages.map(({ id, title }, index) => (
          <option key={id} value={id}>
            {index + 1}. {title}
          </option>
        ))}
      </select>
      <button type="button" data-focus="new-field" disabled={!target} onClick={() => open({ kind: 'new' })}>
        {texts.newField}
      </button>
      <ul>
        {free.map((id) => (
          <li key={id} className="library-field" onPointerDown={moving.onPointerDown('field', id)}>
            <span className="grow">
              <strong>{labelOf(layout, id)}</strong>
              <small>{inWords(layout.fields[id]?.type)}</small>
            </span>
            <button
              type="button"
              className="still"
              disabled={!target}
              aria-label={`${texts.add}: ${labelOf(layout, id)}`}
              onClick={() => add(id)}
            >
              {texts.add}
            </button>
          </li>
        ))}
        {placed.map((id) => (
          <li key={id} className="library-field placed">
            <span className="grow">
              <strong>{labelOf(layout, id)}</strong>
              <small>{texts.onPage(pageOf(layout, id)?.title ?? '')}</small>
            </span>
            <button
              type="button"
              aria-label={`${texts.show}: ${labelOf(layout, id)}`}
              onClick={() => focus(`field-${id}`)}
            >
              {texts.show}
            </button>
          </li>
        ))}
      </ul>
      {!free.length && !placed.length && <p className="muted">{sought ? texts.noMatch : texts.noneLeft}</p>}
    </section>
  );
}
