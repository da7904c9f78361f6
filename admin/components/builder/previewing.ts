import { useEffect, useRef, useState } from 'react';
import type { Board } from '../../../src/domain/boards.js';
import type { FromPreview, Renamed, ToPreview } from '../../preview-messages.js';
import { isHere, signedInAgain } from '../shared/presence.js';

export type Device = 'phone' | 'desktop';

interface Remembered {
  device: Device;
  /** Whether it is open beside the columns, and over them where there is little room. */
  beside: boolean;
  over: boolean;
}

const store = 'doorstep preview';
/** Where the columns and the preview would leave each other no room; the same as in 5-preview.css. */
const little = '(max-width: 1280px)';

/** Whether the preview is open, and how wide what it shows: as it was left in this browser. */
export function usePreviewing() {
  const [state, setState] = useState<Remembered>(recall);
  const [isOver, setIsOver] = useState(() => matchMedia(little).matches);
  useEffect(() => {
    const query = matchMedia(little);
    const look = () => setIsOver(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  const set = (change: Partial<Remembered>) => {
    const next = { ...state, ...change };
    setState(next);
    try {
      localStorage.setItem(store, JSON.stringify(next));
    } catch {
      // A browser may forbid it: then only this page remembers.
    }
  };
  return {
    isOpen: isOver ? state.over : state.beside,
    device: state.device,
    setOpen: (is: boolean) => set(isOver ? { over: is } : { beside: is }),
    setDevice: (device: Device) => set({ device }),
  };
}

function recall(): Remembered {
  const first: Remembered = { device: 'phone', beside: true, over: false };
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(store) ?? '{}') };
  } catch {
    return first;
  }
}

/** A page of the flow that somebody turned to: another object each time, also for the same page. */
export interface Looked {
  page: string;
}

/** Keeps the wizard in the frame at what the board is, and at the page that is worked at; hears where it is. */
export function useFrame(board: Board, looked: Looked | undefined) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [place, setPlace] = useState('');
  const [stand, setStand] = useState<'loading' | 'ready' | 'failed'>('loading');
  const isReady = stand === 'ready';
  const sent = useRef<Board>();
  const tell = (message: ToPreview) => frame.current?.contentWindow?.postMessage(message, window.location.origin);
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return;
      const message = data as FromPreview | null;
      if (message?.is === 'at') setPlace(message.place);
      if (message?.is !== 'ready') return;
      // Loaded anew, it has what the server had then.
      sent.current = undefined;
      setStand('ready');
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the board is another one; `tell` does the same each time.
  useEffect(() => {
    if (!isReady || sent.current?.etag === board.etag) return;
    tell({
      is: 'draft',
      preview: { ...board.preview, problems: board.problems },
      renamed: renamed(sent.current ?? board, board),
    });
    sent.current = board;
  }, [board, isReady]);
  const key = board.pages.find(({ id }) => id === looked?.page)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when somebody turns to a page, or to one that has only now been saved.
  useEffect(() => {
    if (isReady && key !== undefined) tell({ is: 'go', place: key });
  }, [looked, key, isReady]);
  const again = () => setStand('loading');
  /** What came is no preview where the session has ended, the flow is gone, or nobody answers. */
  const onLoad = () => {
    if (frame.current?.contentDocument?.getElementById('told')) return;
    setStand('failed');
    setPlace('');
    comeBack().then(again, () => {});
  };
  return { frame, place, tell, stand, again, onLoad };
}

/** Settles when somebody whose session had ended has signed in again; throws where it was not that, or he would rather not. */
async function comeBack(): Promise<void> {
  if (await isHere()) throw new Error('signed in');
  await signedInAgain();
}

/** Which keys of pages and fields are others on a later board. */
function renamed(from: Board, to: Board): Renamed {
  const pages = to.pages.map(({ id, key }) => [from.pages.find((page) => page.id === id)?.key, key] as const);
  const fields = Object.entries(to.fields).map(([id, { key }]) => [from.fields[id]?.key, key] as const);
  return { pages: differing(pages), fields: differing(fields) };
}

const differing = (pairs: (readonly [unknown, unknown])[]): Record<string, string> =>
  Object.fromEntries(
    pairs.flatMap(([old, now]) => (old === undefined || old === now ? [] : [[String(old), String(now)]])),
  );
