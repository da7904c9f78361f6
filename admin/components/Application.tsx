// @ts-expect-error its types don't name what it has
import { ThemeProvider } from '@adminjs/design-system/styled-components';
import { type ComponentType, useEffect, useState } from 'react';

type Look = 'light' | 'dark';

declare global {
  interface Window {
    THEME: object;
    THEMES: Record<Look, object>;
  }
}

const darkness = matchMedia('(prefers-color-scheme: dark)');
/** The look that was chosen, else the system's as it is now. */
const lookNow = () => (document.documentElement.dataset.look || (darkness.matches ? 'dark' : 'light')) as Look;

/** AdminJS's application, in the look of the rest of the page also when the system goes from day to night. */
export default function Application({ OriginalComponent }: { OriginalComponent: ComponentType }) {
  const [look, setLook] = useState(lookNow);
  useEffect(() => {
    const follow = () => setLook(lookNow());
    darkness.addEventListener('change', follow);
    window.addEventListener('look', follow);
    return () => {
      darkness.removeEventListener('change', follow);
      window.removeEventListener('look', follow);
    };
  }, []);
  // Its drawers are drawn apart, and read this.
  window.THEME = window.THEMES[look];
  return (
    <ThemeProvider theme={window.THEME}>
      <OriginalComponent />
    </ThemeProvider>
  );
}
