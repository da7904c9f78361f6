import { type ReactNode, useEffect, useRef } from 'react';
import { useTools } from './context.js';
import { texts } from './texts.js';

/** What is open beside the columns. It takes the focus when it opens, and gives it back to `from` when it closes. */
export function Drawer({ title, from, children }: { title: string; from: string; children: ReactNode }) {
  const { open, focus } = useTools();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const close = () => {
    open(undefined);
    focus(from);
  };
  return (
    <aside
      className="builder-drawer"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className="drawer-head">
        <h2 className="grow" tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" onClick={close}>
          {texts.close}
        </button>
      </div>
      {children}
    </aside>
  );
}
