import { type FilterPropertyProps, useTranslation } from 'adminjs';
import type { ReactNode } from 'react';
import { words } from './words.js';

/** What the server takes for "has no value" and "has any value". */
const none = '__FORM_VALUE_NULL__';
const some = '__FORM_VALUE_ANY__';

export const idOf = ({ property }: FilterPropertyProps) => `filter-${property.path}`;

/** A filter under its label; where a column may be empty, one can ask for that too. */
export function Filtered(props: FilterPropertyProps & { children: ReactNode }) {
  const { property, filter, onChange, children } = props;
  const { translateProperty } = useTranslation();
  const value = filter[property.path] as unknown;
  const tick = (meant: string, text: string) => (
    <label className="tick">
      <input
        type="checkbox"
        checked={value === meant}
        onChange={() => onChange(property.path, value === meant ? '' : meant)}
      />{' '}
      {text}
    </label>
  );
  return (
    <div className="o group">
      <label htmlFor={idOf(props)}>{translateProperty(property.label, property.resourceId)}</label>
      {value !== none && value !== some && children}
      {property.custom?.nullable && (
        <span className="both">
          {tick(some, words.filters.some)}
          {tick(none, words.filters.none)}
        </span>
      )}
    </div>
  );
}
