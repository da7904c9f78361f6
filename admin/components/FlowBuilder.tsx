import { type ActionProps, useCurrentAdmin } from 'adminjs';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Board as BoardState } from '../../src/domain/boards.js';
import { Bar } from './builder/Bar.js';
import { Board } from './builder/Board.js';
import { Conflicts } from './builder/Conflicts.js';
import { type Opened, ToolsContext } from './builder/context.js';
import { FieldDrawer } from './builder/FieldDrawer.js';
import { LanguagesDrawer } from './builder/LanguagesDrawer.js';
import { NewField } from './builder/NewField.js';
import { PageDrawer } from './builder/PageDrawer.js';
import { Preview } from './builder/Preview.js';
import { Problems } from './builder/Problems.js';
import { type Looked, usePreviewing } from './builder/previewing.js';
import { Workbench } from './builder/workbench.js';
import { waiting } from './shared/presence.js';
import { unpack } from './shared/records.js';

/** How often it is asked what others did, in milliseconds. */
const pollInterval = 4000;

/** One flow: its pages as columns, their fields as cards, the library beside them. Saves by itself. */
export default function FlowBuilder(props: ActionProps) {
  // Come from another page of the flow, AdminJS first draws this one with what that page was told.
  return unpack(props.record, 'board') ? <Builder {...props} /> : null;
}

function Builder({ record, action }: ActionProps) {
  const [clerk] = useCurrentAdmin();
  const flow = String(record?.id);
  const [bench] = useState(
    () => new Workbench(flow, `builder ${clerk?.id} ${flow}`, unpack<BoardState>(record, 'board') as BoardState),
  );
  const state = useSyncExternalStore(bench.subscribe, bench.read);
  const [opened, open] = useState<Opened>();
  const [chosen, setTarget] = useState('');
  const [looked, setLooked] = useState<Looked>();
  const { isOpen, device, setOpen, setDevice } = usePreviewing();
  const { pages, fields } = state.layout;
  const target = (pages.find(({ id }) => id === chosen) ?? pages.at(-1))?.id ?? '';
  const focus = useFocus();
  useSaving(bench);
  const [query] = useSearchParams();
  const place = query.get('at');
  // From elsewhere one comes to where something is to be mended.
  useEffect(() => {
    if (place) focus(place);
  }, [place, focus]);
  const isThere = opened && (!('id' in opened) || opened.id in fields || pages.some(({ id }) => id === opened.id));
  const tools = useMemo(() => {
    const look = (page: string) => setLooked({ page });
    return { bench, rulesOf: action.custom.rulesOf, opened, open, focus, target, setTarget, look };
  }, [bench, action, opened, focus, target]);
  const preview = (is: boolean) => {
    setOpen(is);
    focus(is ? 'preview-title' : 'preview');
  };
  return (
    <ToolsContext.Provider value={tools}>
      <section className={`o builder ${isThere ? 'with-drawer' : ''} ${isOpen ? 'with-preview' : ''}`}>
        <Bar isPreviewed={isOpen} onPreview={() => preview(!isOpen)} />
        <Conflicts />
        <Problems />
        <Board>
          {isThere && opened.kind === 'field' && <FieldDrawer key={opened.id} id={opened.id} />}
          {isThere && opened.kind === 'page' && <PageDrawer key={opened.id} id={opened.id} />}
          {isThere && opened.kind === 'new' && <NewField />}
          {isThere && opened.kind === 'languages' && <LanguagesDrawer />}
          {isOpen && (
            <Preview flow={flow} looked={looked} device={device} setDevice={setDevice} close={() => preview(false)} />
          )}
        </Board>
        <p className="visually-hidden" aria-live="assertive" data-testid="said">
          {state.said}
        </p>
      </section>
    </ToolsContext.Provider>
  );
}

/** What was asked for gets the focus after the next drawing, when it may be somewhere else or only just be there. */
function useFocus(): (name: string) => void {
  const wanted = useRef<string>();
  const [, draw] = useState(0);
  useEffect(() => {
    const name = wanted.current;
    if (!name) return;
    const within = document.querySelector<HTMLInputElement>(`[data-focus-within="${name}"] input`);
    const element = document.querySelector<HTMLElement>(`[data-focus="${name}"]`) ?? within;
    if (!element) return;
    wanted.current = undefined;
    element.focus();
    if (element === within) within.select();
    (element.closest('[data-page]') ?? element).scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return useCallback((name) => {
    wanted.current = name;
    draw((count) => count + 1);
  }, []);
}

/** Sends what waited, looks what others did, hears Ctrl+Z, and holds back who would leave before all is saved. */
function useSaving(bench: Workbench): void {
  useEffect(() => {
    void bench.send();
    const look = () => {
      if (document.visibilityState === 'visible') void bench.refresh();
    };
    // Back from signing in elsewhere, perhaps.
    const comeBack = () => {
      if (bench.state.trouble?.kind === 'signedOut') bench.retry();
      look();
    };
    const timer = setInterval(look, pollInterval);
    const undo = (event: KeyboardEvent) => {
      const isText = (event.target as HTMLElement).closest?.('input:not([type="checkbox"]), textarea');
      if (isText || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) bench.redo();
      else bench.undo();
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (bench.isUnsaved && bench.state.trouble?.kind !== 'signedOut') event.preventDefault();
    };
    window.addEventListener('focus', comeBack);
    const unsubscribe = waiting.subscribe(() => waiting.read() || comeBack());
    document.addEventListener('visibilitychange', look);
    window.addEventListener('keydown', undo);
    window.addEventListener('beforeunload', leave);
    return () => {
      clearInterval(timer);
      unsubscribe();
      window.removeEventListener('focus', comeBack);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('keydown', undo);
      window.removeEventListener('beforeunload', leave);
    };
  }, [bench]);
}
