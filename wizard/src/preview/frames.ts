import type { FromPreview, ToPreview } from '../../../admin/preview-messages.js';
import { isFramed } from '../state/frames.js';

/** Tells the back office around this page, and nobody else. */
export function tell(message: FromPreview): void {
  if (isFramed) window.parent.postMessage(message, window.location.origin);
}

const kinds: string[] = ['draft', 'go', 'restart'] satisfies ToPreview['is'][];

/** Hears what the back office around this page says, and nobody else; the answer ends that. */
export function hear(listener: (message: ToPreview) => void): () => void {
  const take = ({ origin, source, data }: MessageEvent) => {
    const isFromAround = isFramed && origin === window.location.origin && source === window.parent;
    // Others may send messages through the same window: a tool that checks pages, an extension of the browser.
    if (isFromAround && kinds.includes((data as Partial<ToPreview> | null)?.is ?? '')) listener(data as ToPreview);
  };
  window.addEventListener('message', take);
  return () => window.removeEventListener('message', take);
}

/** A link to a place leads there without a step that the Back of the page around would have to go. */
export function holdHistory(): void {
  if (!isFramed) return;
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a[href^="#"]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    window.location.replace(link.getAttribute('href') as string);
  });
}
