import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { pageOf } from '../../../src/domain/layouts.js';
import { useTools } from './context.js';
import { labelOf, pageMoving, placeAt, placing, whereIs, wherePageIs } from './moves.js';
import { texts } from './texts.js';

export interface Drag {
  kind: 'field' | 'page';
  id: string;
  name: string;
  x: number;
  y: number;
  /** Where it would come: on a page, before so many others; a page, before so many others. */
  target?: { page: string; index: number };
}

/** So far a press is still a click. */
const slack = 6;
const edge = 48;

/** Moving by mouse, pen or finger: what is dragged follows, a line shows where it would come. Escape lets it go. */
export function useDragging(board: { current: HTMLElement | null }) {
  const { bench, state } = useTools();
  const [drag, setDrag] = useState<Drag>();
  const now = useRef<{ drag?: Drag; start?: Omit<Drag, 'target'>; wasDragged: boolean }>({ wasDragged: false });
  const layout = useRef(state.layout);
  layout.current = state.layout;

  useEffect(() => {
    const show = (next: Drag | undefined) => {
      now.current.drag = next;
      setDrag(next);
    };
    const stop = () => {
      now.current.start = undefined;
      show(undefined);
    };
    const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent) => {
      const { start, drag: old } = now.current;
      if (!start || (!old && Math.hypot(x - start.x, y - start.y) < slack)) return;
      now.current.wasDragged = true;
      scrollAtEdge(board.current, x);
      show({ ...start, x, y, target: targetAt(board.current, start, { x, y }) });
    };
    const drop = () => {
      const { drag: dropped } = now.current;
      stop();
      if (!dropped?.target) return;
      const { kind, id, name, target } = dropped;
      const { current } = layout;
      const edit =
        kind === 'page'
          ? pageMoving(current, id, target.index)
          : placing(current, id, placeAt(current, id, target.page, target.index));
      if ('from' in edit && JSON.stringify(edit.from) === JSON.stringify(edit.to)) return;
      const isNew = kind === 'field' && !pageOf(current, id);
      bench.act((isNew ? texts.changes.added : texts.changes.moved)(name), [edit]);
      const after = bench.state.layout;
      bench.say(texts.dropped(kind === 'page' ? wherePageIs(after, id) : whereIs(after, id)));
    };
    const letGo = ({ key }: KeyboardEvent) => key === 'Escape' && now.current.drag && stop();
    // Where what was dragged is drawn anew, no click ends the drag: the next one is meant.
    const press = () => {
      now.current.wasDragged = false;
    };
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', letGo);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', letGo);
    };
  }, [bench, board]);

  const onPointerDown = (kind: Drag['kind'], id: string) => (event: PointerEvent) => {
    const pressed = event.target as HTMLElement;
    const isHandle = Boolean(pressed.closest('[data-focus^="move-"]'));
    // A finger on anything but the handle scrolls; a press on a control is meant for it.
    if (event.button !== 0 || (event.pointerType === 'touch' && !isHandle) || pressed.closest('input, select, .still'))
      return;
    const title = layout.current.pages.find((page) => page.id === id)?.title ?? '';
    const name = kind === 'page' ? title : labelOf(layout.current, id);
    now.current.start = { kind, id, name, x: event.clientX, y: event.clientY };
  };
  /** The click that ends a drag is none. */
  const onClickCapture = (event: MouseEvent) => {
    // One of the keyboard's has no number.
    if (!now.current.wasDragged || event.detail === 0) return;
    now.current.wasDragged = false;
    event.stopPropagation();
    event.preventDefault();
  };
  return { drag, onPointerDown, onClickCapture };
}

function targetAt(
  board: HTMLElement | null,
  { kind, id }: { kind: string; id: string },
  { x, y }: { x: number; y: number },
) {
  const area = board?.getBoundingClientRect();
  if (!board || !area || x < area.left || x > area.right || y < area.top - edge || y > area.bottom + edge) return;
  const columns = [...board.querySelectorAll<HTMLElement>('[data-page]')];
  if (kind === 'page') {
    const others = columns.filter(({ dataset }) => dataset.page !== id);
    const index = others.filter((column) => middle(column).x < x).length;
    return { page: id, index };
  }
  const distance = (column: HTMLElement) => Math.abs(middle(column).x - x);
  const [nearest] = columns.sort((one, other) => distance(one) - distance(other));
  if (!nearest) return;
  const cards = [...nearest.querySelectorAll<HTMLElement>('[data-field]')].filter(
    ({ dataset }) => dataset.field !== id,
  );
  return { page: nearest.dataset.page ?? '', index: cards.filter((card) => middle(card).y < y).length };
}

function middle(element: HTMLElement) {
  const { left, width, top, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function scrollAtEdge(board: HTMLElement | null, x: number): void {
  const area = board?.getBoundingClientRect();
  if (!board || !area) return;
  if (x > area.right - edge) board.scrollBy({ left: 16 });
  if (x < area.left + edge && x > area.left) board.scrollBy({ left: -16 });
}
