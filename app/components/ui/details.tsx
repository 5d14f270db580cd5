import type { ReactNode } from 'react';

/** Something most people need not read, opened by those who do. */
export function Details({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="rounded-card border border-rule bg-surface px-4">
      <summary className="min-h-target list-inside py-3 font-semibold text-primary">{summary}</summary>
      <div className="flex flex-col gap-4 pb-4">{children}</div>
    </details>
  );
}
