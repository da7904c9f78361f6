import { texts } from '../texts/texts.js';

interface Props {
  /** Counted from one; one more than there are pages on the review. */
  step: number;
  total: number;
}

export const whereText = ({ step, total }: Props) =>
  step > total ? texts.progress.review : texts.progress.step(step, total);

/** How far the user is. The bar is for the eye; the words say the same. */
export function Progress({ step, total }: Props) {
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium text-muted">{whereText({ step, total })}</p>
      <div aria-hidden="true" className="flex gap-1.5">
        {Array.from({ length: total }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name, and never change places.
          <span key={index} className={`h-1.5 flex-1 rounded-full ${index < step ? 'bg-accent' : 'bg-track'}`} />
        ))}
      </div>
    </div>
  );
}
