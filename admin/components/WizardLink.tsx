import type { BasePropertyProps } from 'adminjs';

export default function WizardLink({ record }: BasePropertyProps) {
  if (!record?.params.live) return null;
  return (
    <div className="o group">
      <span className="label">Wizard</span>
      <a href={String(record.params.wizard)} target="_blank" rel="noopener">
        See it as users do
      </a>
    </div>
  );
}
