import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** What would fill the list. */
  children?: ReactNode;
  action?: ReactNode;
}

/** An empty list says so, and says what would fill it. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-card border border-dashed border-control px-6 py-10 text-center">
      <Icon aria-hidden className="size-10 text-muted" strokeWidth={1.5} />
      <p className="text-lead font-semibold">{title}</p>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {action}
    </div>
  );
}
