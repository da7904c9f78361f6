import type { KeyboardEvent } from 'react';
import { texts } from './texts.js';

interface Props {
  id: string;
  name: string;
  isUp: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

/** What something is dragged by, and lifted by the keyboard. */
export function Handle({ id, name, isUp, onKeyDown }: Props) {
  return (
    <button
      type="button"
      className="handle"
      data-focus={`move-${id}`}
      aria-label={texts.move(name)}
      aria-describedby="how-to-move"
      aria-pressed={isUp}
      onKeyDown={onKeyDown}
    >
      <svg width="10" height="16" viewBox="0 0 10 16" aria-hidden="true" fill="currentColor">
        {[2, 8].flatMap((x) => [2, 8, 14].map((y) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.6" />))}
      </svg>
    </button>
  );
}
