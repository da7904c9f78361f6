import { type ReactNode, useEffect, useRef } from 'react';
import { mayTakeFocus } from '../state/frames.js';
import { texts } from '../texts/texts.js';

let isFirst = true;

/** A screen's heading. Whoever gets to the screen begins to read here: focus moves to it, except on the first screen. */
export function Heading({ children, title, lang }: { children: ReactNode; title: string[]; lang?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const whole = texts.pageTitle([...title, texts.product]);
  useEffect(() => {
    if (!isFirst) {
      window.scrollTo(0, 0);
      if (mayTakeFocus()) heading.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  return (
    <h1
      ref={heading}
      lang={lang}
      tabIndex={-1}
      className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl"
    >
      {children}
    </h1>
  );
}
