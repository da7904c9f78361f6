import { inWords } from '../shared/records.js';
import type { Movable } from './Board.js';
import { fieldProblems } from './complaints.js';
import { useTools } from './context.js';
import { Handle } from './Handle.js';
import { labelOf, placing } from './moves.js';
import { texts } from './texts.js';

interface Props {
  field: { id: string; required: boolean };
  moving: Movable;
  hasLine: boolean;
}

/** One field on its page: a button that opens it, whether it must be answered, and the way off the page. */
export function Card({ field: { id, required }, moving, hasLine }: Props) {
  const { bench, state, open, opened, focus } = useTools();
  const { lifted, drag } = moving;
  const label = labelOf(state.layout, id);
  const type = state.layout.fields[id]?.type;
  const isOpen = opened?.kind === 'field' && opened.id === id;
  const isUp = lifted?.id === id || drag?.id === id;
  const wrong = fieldProblems(state, id);
  const require = (to: boolean) =>
    bench.act(texts.changes.required(label, to), [{ op: 'required', field: id, from: required, to }]);
  const remove = () => {
    bench.act(texts.changes.removed(label), [placing(state.layout, id, null)]);
    bench.say(texts.changes.removed(label));
    focus('search-library');
  };
  return (
    <li
      className={['field-card', isUp && 'up', isOpen && 'open', hasLine && 'line-before'].filter(Boolean).join(' ')}
      data-field={id}
      onPointerDown={moving.onPointerDown('field', id)}
    >
      <div className="field-card-head">
        <Handle id={id} name={label} isUp={lifted?.id === id} onKeyDown={moving.onKeyDown('field', id)} />
        <button
          type="button"
          className="bare grow"
          data-focus={`field-${id}`}
          aria-expanded={isOpen}
          onClick={() => open({ kind: 'field', id })}
        >
          <strong>{label}</strong>
          <small>{inWords(type)}</small>
        </button>
        <button type="button" className="icon bare still" aria-label={texts.remove(label)} onClick={remove}>
          ×
        </button>
      </div>
      <label className="tick still">
        <input
          type="checkbox"
          checked={required}
          aria-label={`${texts.mustBeAnswered}: ${label}`}
          onChange={({ target }) => require(target.checked)}
        />
        {texts.mustBeAnswered}
      </label>
      {state.typed[id] && Object.keys(state.typed[id].errors).length > 0 && <p className="wrong">{texts.notSaved}</p>}
      {wrong.map((text) => (
        <p className="wrong" key={text}>
          {text}
        </p>
      ))}
    </li>
  );
}
