import type { Told } from '../../../admin/preview-messages.js';
import { reviewPlace } from '../state/places.js';
import { accountPlace, donePlace } from './places.js';
import type { State } from './visits.js';

interface Props {
  banner: string;
  words: Told['words'];
  state: State;
  place: string;
  onGo(place: string): void;
  onRestart(): void;
}

/** Over a preview in a tab of its own: what it is, and the ways through it. */
export function Banner({ banner, words, state, place, onGo, onRestart }: Props) {
  return (
    <aside aria-label={banner} className="border-b border-line bg-accent-soft">
      <div className="mx-auto flex max-w-4xl flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3">
        <p className="min-w-0 flex-1 basis-72 text-sm break-words">{banner}</p>
        <label htmlFor="preview-place" className="text-sm font-medium">
          {words.goTo}
        </label>
        <select
          id="preview-place"
          className="min-h-11 max-w-56 rounded-xl border border-edge bg-surface px-3 text-ink"
          value={place}
          onChange={({ target }) => onGo(target.value)}
        >
          <option value={accountPlace}>{words.account}</option>
          {state.version.pages.map(({ key, title }, index) => (
            <option key={key} value={key}>
              {index + 1}. {title}
            </option>
          ))}
          <option value={reviewPlace}>{words.review}</option>
          {place === donePlace && <option value={donePlace}>{words.done}</option>}
        </select>
        <button type="button" className="link" onClick={onRestart}>
          {words.startAgain}
        </button>
      </div>
    </aside>
  );
}
