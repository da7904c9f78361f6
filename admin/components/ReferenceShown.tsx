import type { BasePropertyProps } from 'adminjs';
import ReferenceValue from './ReferenceValue.js';
import { Shown } from './shared/shown.js';

export default function ReferenceShown(props: BasePropertyProps) {
  return (
    <Shown property={props.property}>
      <ReferenceValue {...props} />
    </Shown>
  );
}
