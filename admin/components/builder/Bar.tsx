import { signedInAgain } from '../shared/presence.js';
import { words } from '../shared/words.js';
import { useTools } from './context.js';
import { TypedText } from './TypedText.js';
import { texts } from './texts.js';
import type { State } from './workbench.js';

interface Props {
  isPreviewed: boolean;
  onPreview(): void;
}

/** The flow's title, whether all is saved, the way back and forth, and the preview. */
export function Bar({ isPreviewed, onPreview }: Props) {
  const { bench, state, open } = useTools();
  const { undo, redo, layout, trouble } = state;
  return (
    <div className="builder-bar">
      <span className="grow title">
        <TypedText
          id="flow-title"
          label={texts.titleOfFlow}
          value={layout.title}
          maxLength={200}
          required
          onCommit={(from, to) => bench.act(texts.changes.changed(texts.titleOfFlow), [{ op: 'title', from, to }])}
        />
      </span>
      <button type="button" data-focus="languages" onClick={() => open({ kind: 'languages' })}>
        {words.translations.button}
      </button>
      <span className={`saved ${trouble ? 'wrong' : ''}`} role="status">
        {stateOf(state)}
      </span>
      {trouble?.kind === 'signedOut' && (
        <button
          type="button"
          className="main"
          onClick={() =>
            signedInAgain().then(
              () => bench.retry(),
              () => {},
            )
          }
        >
          {texts.signIn}
        </button>
      )}
      {trouble && trouble.kind !== 'signedOut' && (
        <button type="button" onClick={() => bench.retry()}>
          {texts.again}
        </button>
      )}
      {trouble?.kind === 'refused' && (
        <button type="button" onClick={() => bench.giveUp()}>
          {texts.putBackChange}
        </button>
      )}
      <button type="button" disabled={!undo.length} onClick={() => bench.undo()}>
        {texts.undo}
      </button>
      <button type="button" disabled={!redo.length} onClick={() => bench.redo()}>
        {texts.redo}
      </button>
      <button type="button" data-focus="preview" aria-expanded={isPreviewed} onClick={onPreview}>
        {words.preview.title}
      </button>
    </div>
  );
}

function stateOf({ trouble, queue, typed }: State): string {
  if (trouble?.kind === 'refused') return texts.state.refused(trouble.message);
  if (trouble) return texts.state[trouble.kind];
  if (queue.length) return texts.state.saving;
  const unsaved = Object.values(typed);
  if (unsaved.some(({ errors }) => Object.keys(errors).length)) return texts.state.mend;
  return unsaved.length ? texts.state.saving : texts.state.saved;
}
