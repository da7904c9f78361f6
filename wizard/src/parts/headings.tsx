import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from '../texts/texts.js';

let isFirst = true;

/** A screen's heading. Whoever gets to the screen begins to read here: focus moves to it, except on the first screen. */
export function Heading({ children, title }: { children: ReactNode; title: string[] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const whole = texts.pageTitle([...title, texts.product]);
  useEffect(() => {
    if (!isFirst) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  return (
    <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">
      {children}
    </h1>
  );
}
