import type { BasePropertyProps } from 'adminjs';
import { Shown } from './shared/shown.js';
import TimeListed from './TimeListed.js';

export default function TimeShown(props: BasePropertyProps) {
  return (
    <Shown property={props.property}>
      <TimeListed {...props} />
    </Shown>
  );
}
