import { createClient, type User } from 'doorstep-client';

type Listener = (user: User | undefined) => void;
const listeners = new Set<Listener>();

/** The one client of this page. */
export const doorstep = createClient({
  onUserChange: (user) => {
    for (const listener of listeners) listener(user);
  },
});

/** Calls back whenever somebody else, or nobody, is signed in; the answer ends that. */
export function onUserChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
