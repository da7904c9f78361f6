import { Icon } from '@adminjs/design-system';
import { type ResourceJSON, useResource, useTranslation } from 'adminjs';
import { useEffect, useRef } from 'react';
import { useSelector } from 'react-redux';
import { Link, useLocation } from 'react-router-dom';
import { stuckUrl } from './shared/records.js';
import { words } from './shared/words.js';

interface State {
  branding: { logo?: string };
  resources: ResourceJSON[];
}

/** What one may open, as links. On a narrow screen it is there only while it is open, and then has the focus. */
export default function Sidebar({ isVisible }: { isVisible: boolean }) {
  const { branding, resources } = useSelector((state: State) => state);
  const { translateLabel } = useTranslation();
  const { pathname } = useLocation();
  const around = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isVisible) around.current?.querySelector('a')?.focus();
  }, [isVisible]);
  const mayHelp = useResource('submissions')?.resourceActions.some(({ name }) => name === 'stuck');
  const entries = resources.filter(({ href, navigation }) => href && navigation?.show !== false);
  return (
    <nav
      ref={around}
      className={`sidebar ${isVisible ? 'visible' : 'hidden'}`}
      aria-label={words.sidebar.menu}
      data-css="sidebar"
    >
      <Link className="sidebar-brand" to="/admin">
        <img src={String(branding.logo)} alt="" width={34} height={34} />
        <span>Doorstep</span>
      </Link>
      <ul>
        <Entry
          to="/admin"
          icon="Home"
          text={words.sidebar.overview}
          isHere={pathname.replace(/\/$/, '') === '/admin'}
        />
        {mayHelp && <Entry to={stuckUrl} icon="LifeBuoy" text={words.sidebar.stuck} isHere={pathname === stuckUrl} />}
      </ul>
      <ul>
        {entries.map(({ id, name, href, navigation }) => (
          <Entry
            key={id}
            to={String(href)}
            icon={String(navigation?.icon ?? 'Circle')}
            text={translateLabel(name, id)}
            isHere={pathname !== stuckUrl && `${pathname}/`.startsWith(`${href}/`)}
          />
        ))}
      </ul>
    </nav>
  );
}

function Entry({ to, icon, text, isHere }: { to: string; icon: string; text: string; isHere: boolean }) {
  return (
    <li>
      <Link to={to} aria-current={isHere ? 'page' : undefined}>
        <span aria-hidden="true">
          <Icon icon={icon} />
        </span>
        {text}
      </Link>
    </li>
  );
}
