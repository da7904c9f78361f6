import type { Clash, Edit } from '../../../src/domain/layouts.js';
import type { Refusal } from './requests.js';
import type { Batch } from './workbench.js';

const clashing = ['changed', 'moved', 'gone', 'not empty'];

/** Whether somebody else was quicker, and not something wrong with the change. */
export const isClash = ({ details }: Refusal) => details.some(({ rule = '' }) => clashing.includes(rule));

/** A refused change: what is to be asked about, and what of it nobody else touched. */
export function split(batch: Batch, clashes: Clash[]): { asked: Batch; rest?: Edit; contested: string[] } {
  const [edit] = batch.edits;
  const contested = clashes.map(({ at }) => at.split('.')[2] ?? '');
  const isDivisible = clashes.every(({ what }) => what === 'changed') && batch.edits.length === 1;
  if (!isDivisible || (edit?.op !== 'field' && edit?.op !== 'page')) return { asked: batch, contested };
  const part = (wanted: boolean): Edit => {
    const pick = (values: object) =>
      Object.fromEntries(Object.entries(values).filter(([key]) => contested.includes(key) === wanted));
    return { ...edit, from: pick(edit.from), to: pick(edit.to) } as Edit;
  };
  const hasRest = Object.keys(edit.to).some((key) => !contested.includes(key));
  return { asked: { ...batch, edits: [part(true)] }, rest: hasRest ? part(false) : undefined, contested };
}
