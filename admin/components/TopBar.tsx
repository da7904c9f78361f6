import { useCurrentAdmin } from 'adminjs';
import { words } from './shared/records.js';

/** Who is signed in, and the way out, which is a form: leaving is no link that another site could follow. */
export default function TopBar({ toggleSidebar }: { toggleSidebar(): void }) {
  const [clerk] = useCurrentAdmin();
  return (
    <header className="topbar">
      <button type="button" className="button menu" onClick={toggleSidebar}>
        ☰ Menu
      </button>
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
