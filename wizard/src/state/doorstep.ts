import { type Client, createClient, type User } from 'doorstep-client';
import { askedFor } from './languages.js';

type Listener = (user: User | undefined) => void;
const listeners = new Set<Listener>();

/** The one client of this page. */
export let doorstep = createClient({
  // What is mailed is written in the language that is read here.
  fetch: (request, init) => {
    (request as Request).headers.set('accept-language', askedFor());
    return fetch(request, init);
  },
  onUserChange: (user) => {
    for (const listener of listeners) listener(user);
  },
});

/** Has something else answer in the server's place, before anything is drawn: a preview stores nothing. */
export function standIn(other: Client): void {
  doorstep = other;
}

/** Calls back whenever somebody else, or nobody, is signed in; the answer ends that. */
export function onUserChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
