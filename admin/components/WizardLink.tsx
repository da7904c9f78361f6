import type { BasePropertyProps } from 'adminjs';
import { words } from './shared/words.js';

export default function WizardLink({ record }: BasePropertyProps) {
  if (!record?.params.live) return null;
  return (
    <div className="o group">
      <span className="label">{words.flows.wizard}</span>
      <a href={String(record.params.wizard)} target="_blank" rel="noopener">
        {words.flows.seeWizard}
      </a>
    </div>
  );
}
