import type { Answers } from 'doorstep-client';
import { storages } from './storages.js';
import type { Values } from './values.js';

/** What is typed on a page and not saved yet. Never a password: those fields are on no page. */
export interface Draft {
  values: Values;
  /** The submission's revision when the typing began, and the page's answers at that time. */
  revision: number;
  base: Answers;
}

const prefix = 'doorstep-draft:';
const keyOf = (submission: string, page: string) => `${prefix}${submission}:${page}`;

/** Kept for this tab alone (sessionStorage), over a reload and over signing in again. */
export const drafts = {
  read(submission: string, page: string): Draft | undefined {
    try {
      return JSON.parse(reach((storage) => storage.getItem(keyOf(submission, page))) ?? '') as Draft;
    } catch {
      return undefined;
    }
  },
  write(submission: string, page: string, draft: Draft): void {
    reach((storage) => storage.setItem(keyOf(submission, page), JSON.stringify(draft)));
  },
  remove(submission: string, page: string): void {
    reach((storage) => storage.removeItem(keyOf(submission, page)));
  },
  /** After a save of ours the other pages' drafts stand on the new revision, if they stood on the one before. */
  rebase(submission: string, pages: string[], from: number, to: number): void {
    for (const page of pages) {
      const draft = drafts.read(submission, page);
      if (draft?.revision === from) drafts.write(submission, page, { ...draft, revision: to });
    }
  },
  /** Forgets everything, or everything but one submission's: a shared device is not to show what somebody typed. */
  clear(except?: string): void {
    reach((storage) => {
      const kept = except === undefined ? undefined : prefix + except;
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix) && !(kept && key.startsWith(kept))) storage.removeItem(key);
      }
    });
  },
  any(): boolean {
    return reach((storage) => Object.keys(storage).some((key) => key.startsWith(prefix))) ?? false;
  },
};

/** Storage may be full or switched off: the form then holds what is typed, for as long as it is open. */
function reach<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(storages.tab());
  } catch {
    return undefined;
  }
}
