import { Navigation } from '@adminjs/design-system';
import { useResource } from 'adminjs';
import { useLocation, useNavigate } from 'react-router-dom';
import { stuckUrl } from './shared/records.js';

const texts = { menu: 'Work', stuck: 'Who is stuck' };

/** Work that is no table, for those who may do it. */
export default function SidebarPages() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const mayHelp = useResource('submissions')?.resourceActions.some(({ name }) => name === 'stuck');
  if (!mayHelp) return null;
  const entry = {
    id: 'stuck',
    label: texts.stuck,
    icon: 'LifeBuoy',
    href: stuckUrl,
    isSelected: pathname === stuckUrl,
    onClick: (event: { preventDefault(): void }) => {
      event.preventDefault();
      navigate(stuckUrl);
    },
  };
  return <Navigation label={texts.menu} elements={[entry]} />;
}
