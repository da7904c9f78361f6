import { type FilterPropertyProps, useTranslation } from 'adminjs';
import type { ReactNode } from 'react';

/** What the server takes for "has no value". */
export const none = '__FORM_VALUE_NULL__';

export const idOf = ({ property }: FilterPropertyProps) => `filter-${property.path}`;

/** A filter under its label; where a column may be empty, one can ask for that too. */
export function Filtered(props: FilterPropertyProps & { children: ReactNode }) {
  const { property, filter, onChange, children } = props;
  const { translateProperty } = useTranslation();
  const isNone = filter[property.path] === none;
  return (
    <div className="o group">
      <label htmlFor={idOf(props)}>{translateProperty(property.label, property.resourceId)}</label>
      {!isNone && children}
      {property.custom?.nullable && (
        <label className="tick">
          <input type="checkbox" checked={isNone} onChange={() => onChange(property.path, isNone ? '' : none)} /> has no
          value
        </label>
      )}
    </div>
  );
}
