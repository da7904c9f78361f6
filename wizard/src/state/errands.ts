import { useSyncExternalStore } from 'react';

/** What a link in a mail is for. */
export type Errand = { to: 'verify-email' | 'reset-password'; token: string };

let current = take();
const listeners = new Set<() => void>();

/** Reads the link, and takes it out of the address bar and the history at once: whoever has its token may use it. */
function take(): Errand | undefined {
  const [, to, token] = /^#(verify-email|reset-password)\?token=(.*)$/.exec(window.location.hash) ?? [];
  if (!to || !token) return undefined;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return { to: to as Errand['to'], token };
}

function turnTo(errand: Errand | undefined): void {
  current = errand;
  for (const listener of listeners) listener();
}

// A link that is opened in a tab where the wizard stands already loads nothing.
window.addEventListener('hashchange', () => {
  const next = take();
  if (next) turnTo(next);
});

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useErrand = () => useSyncExternalStore(listen, () => current);

/** It is done, or given up. */
export const endErrand = () => turnTo(undefined);
