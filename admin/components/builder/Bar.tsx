import { recordUrl } from '../shared/records.js';
import { useTools } from './context.js';
import { TypedText } from './TypedText.js';
import { texts } from './texts.js';
import type { State } from './workbench.js';

/** The flow's title, whether all is saved, and the way back and forth. */
export function Bar({ flow }: { flow: string }) {
  const { bench, state } = useTools();
  const { undo, redo, layout, trouble } = state;
  const login = `/admin/login?to=${encodeURIComponent(recordUrl('flows', flow, 'build'))}`;
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
      <span className={`saved ${trouble ? 'wrong' : ''}`} role="status">
        {stateOf(state)}
      </span>
      {trouble?.kind === 'signedOut' && (
        <a className="button main" href={login}>
          {texts.signIn}
        </a>
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
