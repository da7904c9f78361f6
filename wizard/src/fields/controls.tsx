import type { Field } from 'doorstep-client';
import type { ComponentType } from 'react';
import type { Value } from '../state/values.js';
import { Address } from './addresses.js';
import { Checkbox, MultiSelect, Select } from './choices.js';
import { DateInput, Line, Textarea } from './lines.js';

export interface ControlProps<V extends Value = Value> {
  field: Field;
  value: V;
  /** The complaint at a path: the field's key, or that and the key of a part. */
  complaint(path: string): string | undefined;
  change(value: V): void;
  leave(): void;
}

// Which value belongs to which type is known to `valuesOf` alone.
const controls = {
  text: Line,
  textarea: Textarea,
  email: Line,
  phone: Line,
  url: Line,
  number: Line,
  date: DateInput,
  select: Select,
  multi_select: MultiSelect,
  checkbox: Checkbox,
  address: Address,
} as Record<Field['type'], ComponentType<ControlProps<never>>>;

/** The control that fits a field's type. */
export function Control(props: ControlProps) {
  const Fitting = controls[props.field.type] as ComponentType<ControlProps>;
  return <Fitting {...props} />;
}
