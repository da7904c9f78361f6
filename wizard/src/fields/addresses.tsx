import { helpOf, labelOf } from '../parts/said.js';
import { texts } from '../texts/texts.js';
import type { ControlProps } from './controls.js';
import { Input } from './inputs.js';
import { Group } from './shells.js';

const purposes = {
  street: 'address-line1',
  city: 'address-level2',
  state: 'address-level1',
  zip: 'postal-code',
} as const;

/** An address in four parts, which browsers can fill in at once. */
export function Address({ field, value, complaint, change, leave }: ControlProps<Record<string, string>>) {
  const part = (key: keyof typeof purposes) => (
    <Input
      path={`${field.key}.${key}`}
      label={texts.fields.address[key]}
      required={field.required}
      autoComplete={purposes[key]}
      value={value[key] ?? ''}
      error={complaint(`${field.key}.${key}`)}
      change={(text) => change({ ...value, [key]: text })}
      leave={leave}
    />
  );
  return (
    <Group path={field.key} label={labelOf(field)} help={helpOf(field)} error={complaint(field.key)}>
      {part('street')}
      <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
        {part('city')}
        {part('zip')}
      </div>
      {part('state')}
    </Group>
  );
}
