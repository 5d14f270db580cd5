import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

interface TableProps {
  /** Says what the table lists, for those who hear it. */
  caption: string;
  head: ReactNode;
  children: ReactNode;
}

/**
 * A dense table with a sticky head; scrolls inside itself, reachable by keyboard. Figures are tabular. Positioned, so that words
 * only for those who hear them are clipped with their rows and do not lengthen the page.
 */
export function Table({ caption, head, children }: TableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="relative max-h-[80dvh] overflow-auto rounded-card border border-rule bg-surface print:max-h-none print:overflow-visible"
    >
      <table className="w-full border-collapse wrap-break-word tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-surface shadow-[inset_0_-1px_0_var(--color-rule)] print:static">
          {head}
        </thead>
        <tbody className="divide-y divide-rule">{children}</tbody>
      </table>
    </div>
  );
}

/** A column's heading. */
export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cx('px-3 py-2 text-left text-meta font-semibold text-muted', className)}
      {...rest}
    />
  );
}

/** A cell, its first line on one line with its neighbours'; `numeric` sets it to the right. */
export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cx('px-3 py-2 align-baseline', numeric && 'text-right whitespace-nowrap', className)}
      {...rest}
    />
  );
}
