import type { Preview } from '../src/domain/previews.js';

/** Keys that are others now: old → new. */
export interface Renamed {
  pages: Record<string, string>;
  fields: Record<string, string>;
}

/** What the flow builder tells the preview in its frame. */
export type ToPreview =
  | { is: 'draft'; preview: Preview; renamed: Renamed }
  | { is: 'go'; place: string }
  | { is: 'restart' };

/** What the preview tells the flow builder: that it is ready, and where one is in it. */
export type FromPreview = { is: 'ready' } | { is: 'at'; place: string };

/** What the page of a preview is given to begin with. */
export interface Told {
  preview: Preview;
  /** What it is, in words, where it stands in a tab of its own. */
  banner: string;
  words: {
    startAgain: string;
    goTo: string;
    account: string;
    review: string;
    done: string;
    noPages: string;
    broken: string;
  };
}

/** Places beside the keys of pages; none of those ends like these. `review/` is the wizard's own. */
export type PlaceBeside = 'account/' | 'review/' | 'done/';
