import { type ReactNode, useRef } from 'react';
import { Column } from './Column.js';
import { useTools } from './context.js';
import { useDragging } from './dragging.js';
import { Library } from './Library.js';
import { useLifting } from './lifting.js';
import { newId, pageAdding } from './moves.js';
import { texts } from './texts.js';

export type Movable = ReturnType<typeof useDragging> & ReturnType<typeof useLifting>;

/** The library, the flow's pages as columns, and beside them what is open. */
export function Board({ children }: { children: ReactNode }) {
  const { bench, state, focus } = useTools();
  const area = useRef<HTMLDivElement>(null);
  const moving: Movable = { ...useDragging(area), ...useLifting() };
  const { pages } = moving.shown;
  const add = () => {
    const id = newId();
    bench.act(texts.changes.added(texts.newPage), [pageAdding(state.layout, id)]);
    focus(`title-${id}`);
  };
  const { drag } = moving;
  const others = pages.filter(({ id }) => id !== drag?.id);
  const line = drag?.kind === 'page' ? (others[drag.target?.index ?? -1]?.id ?? (drag.target && 'end')) : undefined;
  return (
    // The click that ends a drag is stopped on its way.
    <div className="builder-body" onClickCapture={moving.onClickCapture}>
      <Library moving={moving} />
      <div className="builder-board" ref={area}>
        <p className="visually-hidden" id="how-to-move">
          {texts.howToMove}
        </p>
        {!pages.length && <p className="muted">{texts.noPages}</p>}
        <ol className="columns" aria-label={texts.pages}>
          {pages.map((page, index) => (
            <Column key={page.id} page={page} index={index} moving={moving} hasLine={line === page.id} />
          ))}
          <li className={line === 'end' ? 'column-end line-before' : 'column-end'}>
            <button type="button" data-focus="add-page" onClick={add}>
              {texts.addPage}
            </button>
          </li>
        </ol>
      </div>
      {children}
      {drag && (
        <div className="ghost" aria-hidden="true" style={{ left: drag.x + 12, top: drag.y + 8 }}>
          {drag.name}
        </div>
      )}
    </div>
  );
}
