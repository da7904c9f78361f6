import { words } from './words.js';

/** A list with one of its items moved one place up or down. */
export function moved<T>(items: T[], from: number, by: -1 | 1): T[] {
  const copy = [...items];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(from + by, 0, item);
  return copy;
}

interface Props {
  name: string;
  index: number;
  count: number;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

/** Up, down and away, for the keyboard as for the mouse. */
export function OrderButtons({ name, index, count, onMove, onRemove }: Props) {
  return (
    <span className="row">
      <button
        type="button"
        className="icon"
        aria-label={words.fields.up(name)}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="icon"
        aria-label={words.fields.down(name)}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      >
        ↓
      </button>
      <button type="button" aria-label={words.fields.removeNamed(name)} onClick={onRemove}>
        {words.fields.remove}
      </button>
    </span>
  );
}
