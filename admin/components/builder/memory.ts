import type { State } from './workbench.js';

type Unsaved = Pick<State, 'queue' | 'typed' | 'conflicts'>;

/** Keeps what is not saved yet for when this tab comes back, from the login for one. */
export function keep(name: string, state: Unsaved | undefined): void {
  try {
    const { queue, typed, conflicts } = state ?? {};
    if (state) sessionStorage.setItem(name, JSON.stringify({ queue, typed, conflicts }));
    else sessionStorage.removeItem(name);
  } catch {
    // A browser may forbid it or have no room: then only this page remembers.
  }
}

export function recall(name: string): Unsaved {
  const nothing = { queue: [], typed: {}, conflicts: [] };
  try {
    return { ...nothing, ...JSON.parse(sessionStorage.getItem(name) ?? '{}') };
  } catch {
    return nothing;
  }
}
