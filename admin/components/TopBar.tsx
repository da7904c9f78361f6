import { useCurrentAdmin, useResource } from 'adminjs';
import { PeopleSearch } from './shared/people-search.js';
import { words } from './shared/records.js';

/** Who is looked for, who is signed in, and the way out, which is a form: leaving is no link that another site could follow. */
export default function TopBar({ toggleSidebar }: { toggleSidebar(): void }) {
  const [clerk] = useCurrentAdmin();
  const seesPeople = useResource('users') !== undefined;
  return (
    <header className="topbar">
      <button type="button" className="button menu" onClick={toggleSidebar}>
        ☰ Menu
      </button>
      {seesPeople && <PeopleSearch />}
      <a className="who" href="/admin/account" title={words(clerk?.role)}>
        {clerk?.title}
        <small>Your account</small>
      </a>
      <form method="post" action="/admin/logout">
        <button type="submit" className="button">
          Sign out
        </button>
      </form>
    </header>
  );
}
