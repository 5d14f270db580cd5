import type { ReactNode } from 'react';
import { cx } from './cx';

interface PageProps {
  title: ReactNode;
  /** One sentence under the title: the answer the page gives. */
  lead?: ReactNode;
  /** The primary action, beside the title. */
  action?: ReactNode;
  /** reading: one column for text and forms; wide: lists, tables, maps. */
  width?: 'reading' | 'wide';
  children: ReactNode;
}

/** The frame of every page: one heading, what it answers, its one primary action. */
export function Page({ title, lead, action, width = 'reading', children }: PageProps) {
  return (
    <div
      className={cx(
        'mx-auto flex w-full flex-col gap-6 px-4 py-6 sm:py-8',
        width === 'wide' ? 'max-w-page' : 'max-w-measure',
      )}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-headline">{title}</h1>
          {lead && <p className="mt-1 text-lead text-muted">{lead}</p>}
        </div>
        {action && <div className="flex flex-wrap gap-3">{action}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page under its own heading. */
export function Section({
  title,
  action,
  children,
}: {
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-title">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
