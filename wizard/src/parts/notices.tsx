import type { ReactNode } from 'react';

const looks = {
  calm: 'border-accent bg-accent-soft',
  warning: 'border-warning bg-warning-soft',
  danger: 'border-danger bg-danger-soft',
};

interface Props {
  look: keyof typeof looks;
  /** `alert` interrupts a screen reader, `status` waits; neither is for what stood there from the beginning. */
  role?: 'alert' | 'status';
  children: ReactNode;
}

export function Notice({ look, role, children }: Props) {
  return (
    <div role={role} className={`space-y-3 rounded-xl border-l-4 px-4 py-3 ${looks[look]}`}>
      {children}
    </div>
  );
}
