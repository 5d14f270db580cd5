import { Bell, LogIn, UserRound } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import type { RootViewer } from '~/app/graphql/root-query';
import { useRootData } from '~/app/root-data';
import { DemoNote } from './demo-note';
import { MainNavigation } from './navigation';
import { ElderSwitch, LanguageSwitch } from './preference-switches';

/**
 * The name, where one can go, and how one reads: the same on every page. On a desktop the note and the switches stand in a
 * line of their own above the name; on a phone the switches stand beside the name and who one is below it. Before an
 * installation is set up there is nowhere to go.
 */
export function Header() {
  const root = useRootData();
  return (
    <header className="shell-header screen-only border-b border-rule bg-surface">
      <div className="shell-top">
        <DemoNote />
        <div className="shell-switches">
          <ElderSwitch />
          <LanguageSwitch />
        </div>
      </div>
      <Link to="/" className="shell-brand">
        <img src="/icon.svg" alt="" width={32} height={32} />
        {m.common_brand()}
      </Link>
      {!root?.installation.needsSetup && (
        <>
          <MainNavigation />
          {root && (root.viewer ? <ViewerLinks viewer={root.viewer} /> : <SignInLink />)}
        </>
      )}
    </header>
  );
}

/** On a phone the way in stands in the navigation at the thumb. */
function SignInLink() {
  return (
    <div className="shell-who max-md:hidden">
      <LinkButton to="/sign-in" icon={LogIn} tone="primary">
        {m.common_sign_in()}
      </LinkButton>
    </div>
  );
}

/** Under which name and for which unit one acts, because it decides what the page shows; and what is new for one. */
function ViewerLinks({ viewer }: { viewer: RootViewer }) {
  const unit = viewer.activeMembership?.organisation.name;
  return (
    <div className="shell-who">
      <Link to="/account" className="shell-link shell-name">
        <UserRound aria-hidden className="size-5 shrink-0" />
        <span className="flex min-w-0 flex-col">
          <span className="truncate font-semibold">{viewer.ownName ?? viewer.person.displayName}</span>
          {unit && <span className="truncate text-meta text-muted">{unit}</span>}
        </span>
      </Link>
      {viewer.memberships.length > 0 && (
        <Link to="/account/identity" className="shell-link shrink-0 text-meta">
          <span aria-hidden className="sm:hidden">
            {m.common_switch()}
          </span>
          <span className="max-sm:sr-only">{m.common_switch_identity()}</span>
        </Link>
      )}
      <Link to="/notices" className="shell-link shrink-0">
        <Bell aria-hidden className="size-5" />
        <NoticesWords unread={viewer.unreadNotices} />
      </Link>
    </div>
  );
}

/** A phone's line has room for a name only if the rest is short. */
function NoticesWords({ unread }: { unread: number }) {
  if (unread === 0) return m.common_notices();
  return (
    <>
      <span aria-hidden className="sm:hidden">
        {m.common_notices_new({ count: unread })}
      </span>
      <span className="max-sm:sr-only">{m.common_notices_unread({ count: unread })}</span>
    </>
  );
}
