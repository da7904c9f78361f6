import { useRef, useState } from 'react';
import { words } from './words.js';

const texts = words.submissions.link;

/** Puts a link into the clipboard; where the browser keeps that from us, shows it, marked, to be copied by hand. */
export function CopyLink({ link, who }: { link: string; who?: string }) {
  const [state, setState] = useState<'fresh' | 'copied' | 'shown'>('fresh');
  const box = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setState('copied');
    } catch {
      setState('shown');
      requestAnimationFrame(() => box.current?.select());
    }
  };
  return (
    <span className="copy-link">
      <button type="button" onClick={copy} aria-label={who ? texts.of(who) : undefined} data-link={link}>
        {state === 'copied' ? `${texts.copied} ✓` : texts.copy}
      </button>
      <span className="visually-hidden" role="status">
        {state === 'copied' ? texts.said : ''}
      </span>
      {state === 'shown' && <input ref={box} className="short" readOnly aria-label={texts.byHand} value={link} />}
    </span>
  );
}
