import { ApiClient } from 'adminjs';

/** Whom this page was drawn for. */
export const clerk = (window as unknown as { REDUX_STATE: { session: { id: string; email: string } } }).REDUX_STATE
  .session;

/** Said with every request, so that none is done in the name of whoever came to this browser after him. */
export const signature = { 'x-doorstep-clerk': clerk.id };

/** Who is signed in in this browser now; `seconds` until that ends, and whether a request would put it off. */
export type Presence = { id: null; asksCode: boolean } | { id: string; seconds: number; canStay: boolean };

/** Asking in the background does not keep the session alive; asking otherwise does. */
export async function presence(inBackground = true): Promise<Presence> {
  const headers: Record<string, string> = inBackground ? { 'x-doorstep-background': '1' } : {};
  const response = await fetch('/admin/api/presence', { headers });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

export const isHere = async () => (await presence()).id === clerk.id;

interface Wait {
  whenIn: Promise<void>;
  goOn(): void;
  giveUp(): void;
}

let wait: Wait | undefined;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** What waits for somebody to sign in again; the dialog stands while there is something. */
export const waiting = {
  read: () => wait,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Asks who was signed in to do so again; settles when he has, and throws when he would rather not now. */
export function signedInAgain(): Promise<void> {
  wait ??= newWait();
  tell();
  return wait.whenIn;
}

/** For what is asked for without the client of AdminJS: settles at once where the session goes on, or nobody can tell. */
export async function cameBack(): Promise<void> {
  if (!(await isHere().catch(() => true))) await signedInAgain();
}

function newWait(): Wait {
  let settle: Omit<Wait, 'whenIn'> | undefined;
  const over = (then: () => void) => () => {
    wait = undefined;
    tell();
    then();
  };
  const whenIn = new Promise<void>((resolve, reject) => {
    settle = { goOn: over(resolve), giveUp: over(() => reject(new Error('signed out'))) };
  });
  // Nobody need wait for it.
  whenIn.catch(() => {});
  return { whenIn, ...(settle as Omit<Wait, 'whenIn'>) };
}

type Send = (
  this: { client: { defaults: { headers: { common: Record<string, string> } } } },
  ...args: unknown[]
) => unknown;

/** Makes every request of AdminJS's pages and ours wait for a new sign-in where the session has ended, and then go again. */
export function guardRequests(): void {
  const methods = ApiClient.prototype as unknown as Record<string, Send>;
  for (const name of ['resourceAction', 'recordAction', 'bulkAction', 'getDashboard']) {
    const send = methods[name] as Send;
    methods[name] = async function (...args) {
      Object.assign(this.client.defaults.headers.common, signature);
      for (;;) {
        try {
          return await send.apply(this, args);
        } catch (error) {
          if ((error as { response?: { status: number } }).response?.status !== 401) throw error;
          await signedInAgain();
        }
      }
    };
  }
}
