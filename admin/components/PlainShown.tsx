import type { BasePropertyProps } from 'adminjs';
import PlainValue from './PlainValue.js';
import { Shown } from './shared/shown.js';

export default function PlainShown(props: BasePropertyProps) {
  return (
    <Shown property={props.property}>
      <span style={{ whiteSpace: 'pre-wrap' }}>
        <PlainValue {...props} />
      </span>
    </Shown>
  );
}
