import { useCurrentAdmin, useResource } from 'adminjs';
import { useEffect, useRef, useState } from 'react';
import { SessionEnd } from './SessionEnd.js';
import { PeopleSearch } from './shared/people-search.js';
import { LookChoice, PreferencesChoice } from './shared/preferences-choice.js';
import { inWords } from './shared/records.js';
import { words } from './shared/words.js';

/** Who is looked for, who is signed in, and the way out, which is a form: leaving is no link that another site could follow. */
export default function TopBar({ toggleSidebar }: { toggleSidebar(): void }) {
  const [clerk] = useCurrentAdmin();
  const seesPeople = useResource('users') !== undefined;
  const menu = useMenu(toggleSidebar);
  return (
    <header className="topbar">
      <SessionEnd />
      <button type="button" className="button menu" onClick={toggleSidebar} {...menu}>
        ☰ {words.shell.menu}
      </button>
      {seesPeople && <PeopleSearch />}
      <a className="who" href="/admin/account" title={inWords(clerk?.role)}>
        {clerk?.title}
        <small>{words.account.title}</small>
      </a>
      <LookChoice />
      <PreferencesChoice />
      <form method="post" action="/admin/logout">
        <button type="submit" className="button">
          {words.shell.signOut}
        </button>
      </form>
    </header>
  );
}

/** What the menu's button says of the menu, which AdminJS opens and shuts; Escape shuts it, too. */
function useMenu(toggleSidebar: () => void) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // After each drawing: AdminJS draws anew whenever it opens or shuts it, and tells nobody.
  useEffect(() => {
    setOpen(document.querySelector('.sidebar')?.classList.contains('visible') ?? false);
    // All but the menu, which AdminJS gives no place that could be called so.
    button.current?.closest('[data-css="app-content"]')?.setAttribute('role', 'main');
  });
  useEffect(() => {
    if (!isOpen) return;
    const shut = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      toggleSidebar();
      button.current?.focus();
    };
    window.addEventListener('keydown', shut);
    return () => window.removeEventListener('keydown', shut);
  }, [isOpen, toggleSidebar]);
  return { ref: button, 'aria-expanded': isOpen };
}
