import { useSyncExternalStore } from 'react';

/** Where the user looks: a page's key, or `review`. It stands in the address, so that the browser's own Back works. */
const read = () => window.location.hash.replace(/^#\/?/, '');

export const usePlace = () => useSyncExternalStore(listen, read);

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export const reviewPlace = 'review/';
export const addressOf = (place: string) => `#/${place}`;

export function goTo(place: string): void {
  if (read() !== place) window.location.hash = `/${place}`;
}

/** The slug of the flow that the address asks for. */
export const slugInAddress = () => new URLSearchParams(window.location.search).get('flow') || 'default';
