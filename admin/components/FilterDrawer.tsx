import { OriginalFilterDrawer, type ResourceJSON, useFilterDrawer } from 'adminjs';
import { useEffect, useRef } from 'react';

/** AdminJS's drawer, but there only while it is open: shut, it could still be reached with the Tab key. */
export default function FilterDrawer(props: { resource: ResourceJSON }) {
  const { isVisible, toggleFilter } = useFilterDrawer();
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isVisible) return;
    around.current?.querySelector('button:has(svg)')?.setAttribute('aria-label', 'Close the filter');
    around.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [isVisible]);
  return isVisible ? (
    // Once applied it would only stand in front of what it found.
    <div ref={around} onSubmit={() => toggleFilter?.()}>
      <OriginalFilterDrawer {...props} />
    </div>
  ) : null;
}
