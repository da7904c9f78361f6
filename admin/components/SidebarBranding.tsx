import type { BrandingOptions } from 'adminjs';
import { Link } from 'react-router-dom';

export default function SidebarBranding({ branding }: { branding: BrandingOptions }) {
  return (
    <Link className="sidebar-brand" to="/admin">
      <img src={String(branding.logo)} alt="" width={34} height={34} />
      <span>Doorstep</span>
    </Link>
  );
}
