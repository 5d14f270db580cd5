import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { Page } from '~/app/components/ui/page';
import { prefetchOf } from '~/app/components/ui/prefetch';

interface DeskPageProps {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  width?: 'reading' | 'wide';
  /** Where the page belongs; the committee's home unless told otherwise. */
  back?: { to: string; label: string };
  children: ReactNode;
}

/** A page where people work: the way back above its heading. */
export function DeskPage({ back, children, ...page }: DeskPageProps) {
  const { to, label } = back ?? { to: '/committee', label: m.common_nav_committee() };
  return (
    <Page {...page}>
      <Link
        to={to}
        prefetch={prefetchOf(to)}
        className="screen-only order-first -mb-4 inline-flex min-h-target min-w-target items-center gap-1.5 self-start"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {label}
      </Link>
      {children}
    </Page>
  );
}

/** The way back to the organisation's home. */
export function toUnit() {
  return { to: '/organisation', label: m.common_nav_organisation() };
}
