import { type BasePropertyProps, useTranslation } from 'adminjs';
import type { ReactNode } from 'react';

/** A value under the name of what it is. */
export function Shown({ property, children }: Pick<BasePropertyProps, 'property'> & { children: ReactNode }) {
  const { translateProperty } = useTranslation();
  return (
    <div className="o group">
      <span className="label">{translateProperty(property.label, property.resourceId)}</span>
      {children}
    </div>
  );
}
