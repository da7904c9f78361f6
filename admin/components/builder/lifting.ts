import { type KeyboardEvent, useEffect, useState } from 'react';
import { type Edit, edited, type Layout, pageOf } from '../../../src/domain/layouts.js';
import { useTools } from './context.js';
import { labelOf, pageMoving, placeAt, placing, whereIs, wherePageIs } from './moves.js';
import { texts } from './texts.js';

interface Lifted {
  kind: 'field' | 'page';
  id: string;
  /** The move as it is so far; undefined where it still stands at its old place. */
  edit?: Edit;
}

const steps: Record<string, [pages: number, places: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moving by the keyboard: Space lifts, the arrows move, Space drops, Escape puts back; each step is read aloud. */
export function useLifting() {
  const { bench, state, focus } = useTools();
  const [lifted, setLifted] = useState<Lifted>();
  const { layout } = state;
  const shown = lifted?.edit ? edited(layout, lifted.edit) : layout;
  const where = (now: Layout, { kind, id }: Lifted) => (kind === 'field' ? whereIs(now, id) : wherePageIs(now, id));

  // A click elsewhere puts it back: nothing stays in the air unseen.
  useEffect(() => {
    if (!lifted) return;
    const putBack = () => setLifted(undefined);
    window.addEventListener('pointerdown', putBack);
    return () => window.removeEventListener('pointerdown', putBack);
  }, [lifted]);

  const onKeyDown = (kind: 'field' | 'page', id: string) => (event: KeyboardEvent) => {
    const isLifted = lifted?.kind === kind && lifted.id === id;
    const name = kind === 'field' ? labelOf(layout, id) : (layout.pages.find((page) => page.id === id)?.title ?? '');
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (!isLifted) {
        setLifted({ kind, id });
        return bench.say(texts.lifted(name, where(layout, { kind, id })));
      }
      setLifted(undefined);
      bench.say(texts.dropped(where(shown, lifted)));
      if (lifted.edit && !isNone(lifted.edit)) bench.act(texts.changes.moved(name), [lifted.edit]);
      return focus(`move-${id}`);
    }
    if (!isLifted) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      setLifted(undefined);
      bench.say(texts.putBack(where(layout, lifted)));
      if (event.key === 'Escape') focus(`move-${id}`);
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const edit = stepped(layout, shown, lifted, step) ?? lifted.edit;
    setLifted({ ...lifted, edit });
    bench.say(where(edit ? edited(layout, edit) : layout, lifted));
    focus(`move-${id}`);
  };
  return { shown, lifted, onKeyDown };
}

/** The move from where it stood to one step on from where it is shown; undefined where there is no such step. */
function stepped(layout: Layout, shown: Layout, { kind, id }: Lifted, [pages, places]: [number, number]) {
  if (kind === 'page') {
    const index = shown.pages.findIndex((page) => page.id === id) + (pages || places);
    return index < 0 || index >= shown.pages.length ? undefined : pageMoving(layout, id, index);
  }
  const page = pageOf(shown, id);
  if (!page) return undefined;
  const target = shown.pages[shown.pages.indexOf(page) + pages];
  const index = page.fields.findIndex((field) => field.id === id) + places;
  return target && index >= 0 ? placing(layout, id, placeAt(shown, id, target.id, index)) : undefined;
}

/** It was carried about and came back to where it stood. */
const isNone = (edit: Edit) => 'from' in edit && JSON.stringify(edit.from) === JSON.stringify(edit.to);
