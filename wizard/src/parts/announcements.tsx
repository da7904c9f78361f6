import { useSyncExternalStore } from 'react';

let text = '';
const listeners = new Set<() => void>();

/** Has a screen reader say something, when it has finished what it is saying. */
export function announce(next: string): void {
  text = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one live region: it must stand in the page before there is something to say. */
export function Announcements() {
  const said = useSyncExternalStore(listen, () => text);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
