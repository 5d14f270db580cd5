import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { cx } from './cx';
import { prefetchOf } from './prefetch';

interface Tab {
  to: string;
  label: ReactNode;
  current: boolean;
}

/** Views of one page as links: each has an address and works without JavaScript. */
export function Tabs({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly Tab[];
  className?: string;
}) {
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={label}
      className={cx('screen-only flex flex-wrap gap-1 border-b border-rule', className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          prefetch={prefetchOf(tab.to.startsWith('?') ? pathname : tab.to)}
          preventScrollReset
          aria-current={tab.current ? 'page' : undefined}
          className={cx(
            'flex min-h-target min-w-target items-center justify-center border-b-3 px-4 no-underline',
            tab.current
              ? 'border-primary font-semibold text-primary'
              : 'border-transparent text-muted hover:text-primary',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
