import { Bell, LogIn, UserRound } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import type { RootViewer } from '~/app/graphql/root-query';
import { useRootData } from '~/app/root-data';
import { MainNavigation } from './navigation';
import { ElderSwitch, LanguageSwitch } from './preference-switches';

/** The name, where one can go, and how one reads: the same on every page. */
export function Header() {
  const root = useRootData();
  return (
    <header className="screen-only border-b border-rule bg-surface">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-3 px-4 py-1">
        <Link to="/" className="mr-auto flex min-h-target items-center gap-2 no-underline md:mr-3">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className="text-lead font-bold text-primary">{m.common_brand()}</span>
        </Link>
        <MainNavigation />
        <div className="flex items-center">
          <ElderSwitch />
          <LanguageSwitch />
        </div>
        {root && (
          <div className="hidden md:block">
            {root.viewer ? <ViewerLinks viewer={root.viewer} /> : <SignInLink />}
          </div>
        )}
      </div>
      {root?.viewer && <PhoneIdentity viewer={root.viewer} />}
    </header>
  );
}

function SignInLink() {
  return (
    <LinkButton to="/sign-in" icon={LogIn} tone="primary">
      {m.common_sign_in()}
    </LinkButton>
  );
}

function ViewerLinks({ viewer }: { viewer: RootViewer }) {
  return (
    <div className="flex items-center gap-1">
      <NoticesLink count={viewer.unreadNotices} />
      <LinkButton to="/account" icon={UserRound} tone="quiet">
        <span className="flex flex-col items-start">
          <span className="max-w-32 truncate lg:max-w-56">{viewer.person.displayName}</span>
          <ActingFor viewer={viewer} />
        </span>
      </LinkButton>
      {viewer.memberships.length > 0 && (
        <Link to="/account/identity" className="text-meta">
          {m.common_switch_identity()}
        </Link>
      )}
    </div>
  );
}

/** On a phone: under which identity one acts, because it decides what the page shows. */
function PhoneIdentity({ viewer }: { viewer: RootViewer }) {
  return (
    <div className="mx-auto flex max-w-page items-center justify-between gap-3 border-t border-rule px-4 md:hidden">
      <span className="min-w-0 truncate text-meta text-muted">
        {viewer.person.displayName}
        {viewer.activeMembership && ` · ${viewer.activeMembership.organisation.name}`}
      </span>
      <span className="flex shrink-0 items-center gap-1">
        {viewer.memberships.length > 0 && (
          <Link to="/account/identity" className="flex min-h-target items-center px-2 text-meta">
            {m.common_switch_identity()}
          </Link>
        )}
        <NoticesLink count={viewer.unreadNotices} />
      </span>
    </div>
  );
}

function ActingFor({ viewer }: { viewer: RootViewer }) {
  const unit = viewer.activeMembership?.organisation;
  if (!unit) return null;
  return <span className="max-w-32 truncate text-meta font-normal text-muted lg:max-w-56">{unit.name}</span>;
}

function NoticesLink({ count }: { count: number }) {
  return (
    <Link to="/notices" className="flex min-h-target items-center gap-1.5 px-2 text-meta no-underline">
      <Bell aria-hidden className="size-5" />
      {count > 0 ? m.common_notices_unread({ count }) : m.common_notices()}
    </Link>
  );
}
