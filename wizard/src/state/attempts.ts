import { DoorstepError } from 'doorstep-client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Seconds before the first retry by itself, doubled each time. */
const firstWait = 2;
const longestWait = 60;

export interface Attempts {
  busy: boolean;
  /** Why the last attempt failed; the next one comes by itself. */
  trouble?: DoorstepError;
  /** Tries now. */
  go(): void;
}

/**
 * Does something that may fail for a while: temporary failures are tried again with a growing pause, when the browser
 * comes back online, and by hand through `go`. Any other failure is handed to `refused`.
 */
export function useAttempts(action: () => Promise<void>, refused: (error: unknown) => void): Attempts {
  const [state, setState] = useState<{ busy: boolean; trouble?: DoorstepError }>({ busy: false });
  const latest = useRef({ action, refused });
  latest.current = { action, refused };
  const run = useRef({ busy: false, failures: 0, timer: 0, alive: true });

  const go = useCallback(async () => {
    const me = run.current;
    if (me.busy) return;
    clearTimeout(me.timer);
    me.busy = true;
    setState(({ trouble }) => ({ busy: true, trouble }));
    const failure = await latest.current.action().then(
      () => undefined,
      (error: unknown) => error ?? new Error('unknown'),
    );
    me.busy = false;
    if (!me.alive) return;
    const trouble = failure instanceof DoorstepError && failure.isTemporary ? failure : undefined;
    me.failures = trouble ? me.failures + 1 : 0;
    setState({ busy: false, trouble });
    if (trouble) me.timer = window.setTimeout(go, pause(trouble, me.failures));
    else if (failure) latest.current.refused(failure);
  }, []);

  useEffect(() => {
    const me = run.current;
    me.alive = true;
    const online = () => me.failures > 0 && void go();
    window.addEventListener('online', online);
    return () => {
      me.alive = false;
      clearTimeout(me.timer);
      window.removeEventListener('online', online);
    };
  }, [go]);

  return { ...state, go: () => void go() };
}

/** Milliseconds; never sooner than the server asked for, and not all clients at the same moment. */
function pause({ retryAfter = 0 }: DoorstepError, failures: number): number {
  const wait = Math.max(retryAfter, Math.min(longestWait, firstWait * 2 ** (failures - 1)));
  return wait * 1000 * (1 + Math.random() / 5);
}
