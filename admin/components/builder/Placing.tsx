import { isRequired, pageOf } from '../../../src/domain/layouts.js';
import { useTools } from './context.js';
import { labelOf, lastOn, placeAt, placing, whereIs } from './moves.js';
import { texts } from './texts.js';

/** Where a field stands, for whoever neither drags nor lifts: its page, its place, and whether it must be answered there. */
export function Placing({ id }: { id: string }) {
  const { bench, state, open, focus } = useTools();
  const { layout } = state;
  const page = pageOf(layout, id);
  if (!page) return null;
  const name = labelOf(layout, id);
  const index = page.fields.findIndex((field) => field.id === id);
  const required = isRequired(layout, id) === true;
  const move = (to: ReturnType<typeof placeAt>) => {
    bench.act(texts.changes.moved(name), [placing(layout, id, to)]);
    bench.say(whereIs(bench.state.layout, id));
  };
  const takeOff = () => {
    bench.act(texts.changes.removed(name), [placing(layout, id, null)]);
    bench.say(texts.changes.removed(name));
    open(undefined);
    focus('search-library');
  };
  return (
    <div className="group placing">
      <label htmlFor="on-page">{texts.page}</label>
      <select id="on-page" value={page.id} onChange={({ target }) => move(lastOn(layout, id, target.value))}>
        {layout.pages.map((other, number) => (
          <option key={other.id} value={other.id}>
            {number + 1}. {other.title}
          </option>
        ))}
      </select>
      <div className="row">
        <button type="button" disabled={index === 0} onClick={() => move(placeAt(layout, id, page.id, index - 1))}>
          {texts.moveUp}
        </button>
        <button
          type="button"
          disabled={index === page.fields.length - 1}
          onClick={() => move(placeAt(layout, id, page.id, index + 1))}
        >
          {texts.moveDown}
        </button>
        <button type="button" onClick={takeOff}>
          {texts.takeOff}
        </button>
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={required}
          onChange={({ target }) =>
            bench.act(texts.changes.required(name, target.checked), [
              { op: 'required', field: id, from: required, to: target.checked },
            ])
          }
        />
        {texts.mustBeAnswered}
      </label>
    </div>
  );
}
