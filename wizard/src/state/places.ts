import { useSyncExternalStore } from 'react';
import { isFramed } from './frames.js';

/** Where the user looks: a page's key, or one of the places below. It stands in the address, so that the browser's own Back works. */
const read = () => window.location.hash.replace(/^#\/?/, '');

export const usePlace = () => useSyncExternalStore(listen, read);

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

// No page's key ends like these.
export const reviewPlace = 'review/';
export const forgotPlace = 'forgot/';
export const deletePlace = 'delete/';
export const addressOf = (place: string) => `#/${place}`;

export function goTo(place: string): void {
  if (read() === place) return;
  // In a frame, the Back of the page around it would lead through what was looked at in here.
  if (isFramed) window.location.replace(addressOf(place));
  else window.location.hash = `/${place}`;
}

/** The slug of the flow that the address asks for, if it does. */
export const slugInAddress = () => new URLSearchParams(window.location.search).get('flow') || undefined;
