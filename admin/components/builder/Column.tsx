import type { LaidPage } from '../../../src/domain/layouts.js';
import type { Movable } from './Board.js';
import { Card } from './Card.js';
import { pageProblems } from './complaints.js';
import { useTools } from './context.js';
import { Handle } from './Handle.js';
import { TypedText } from './TypedText.js';
import { texts } from './texts.js';

interface Props {
  page: LaidPage;
  index: number;
  moving: Movable;
  /** What is dragged would come before it. */
  hasLine: boolean;
}

/** One page: its title, what is wrong with it, its fields in order. */
export function Column({ page, index, moving, hasLine }: Props) {
  const { bench, state, open, look } = useTools();
  const { id, title, fields } = page;
  const { drag, lifted } = moving;
  const isUp = lifted?.id === id || drag?.id === id;
  const wrong = pageProblems(state, page);
  const target = drag?.kind === 'field' && drag.target?.page === id ? drag.target.index : undefined;
  const others = fields.filter((field) => field.id !== drag?.id);
  const line = target === undefined ? undefined : (others[target]?.id ?? 'end');
  const rename = (from: string, to: string) =>
    bench.act(texts.changes.changed(texts.pageOf(to)), [
      { op: 'page', page: id, from: { title: from }, to: { title: to } },
    ]);
  return (
    <li
      className={['column', isUp && 'up', hasLine && 'line-before'].filter(Boolean).join(' ')}
      data-page={id}
      onFocus={() => look(id)}
      aria-label={texts.column(index + 1, title)}
    >
      <div className="column-head" onPointerDown={moving.onPointerDown('page', id)}>
        <Handle id={id} name={title} isUp={lifted?.id === id} onKeyDown={moving.onKeyDown('page', id)} />
        <span className="number">{index + 1}</span>
        <span className="grow" data-focus-within={`title-${id}`}>
          <TypedText
            id={`title-${id}`}
            label={texts.pageTitle(index + 1)}
            value={title}
            maxLength={200}
            required
            onCommit={rename}
          />
        </span>
        <button
          type="button"
          className="icon still"
          data-focus={`page-${id}`}
          aria-label={texts.more(title)}
          onClick={() => open({ kind: 'page', id })}
        >
          ⋯
        </button>
      </div>
      {wrong.map((text) => (
        <p className="wrong" key={text}>
          {text}
        </p>
      ))}
      <ul className="cards">
        {fields.map((field) => (
          <Card key={field.id} field={field} moving={moving} hasLine={line === field.id} />
        ))}
        {line === 'end' && <li className="line-before" aria-hidden="true" />}
      </ul>
      {!fields.length && <p className="muted hint">{texts.emptyPage}</p>}
    </li>
  );
}
