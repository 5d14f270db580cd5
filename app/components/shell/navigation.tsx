import {
  BadgeCheck,
  Building2,
  ClipboardList,
  Clock,
  HandHelping,
  type LucideIcon,
  LayoutList,
  LogIn,
  PhoneIncoming,
  Sparkles,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { m } from '~/generated/messages/messages';
import type { RootViewer } from '~/app/graphql/root-query';
import { useRootData, useViewer } from '~/app/root-data';

interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
  end?: boolean;
  /** A place of its own below this one. */
  except?: string;
}

/** Where a role goes, most used first; at most five, so that each keeps a word on a phone; elder mode leaves the hours to the account page and intake to the committee's. */
export function placesFor(viewer: RootViewer | null, elderMode = false): Place[] {
  const board = { to: '/', label: m.common_nav_board(), icon: LayoutList, end: true };
  if (!viewer) {
    return [
      board,
      { to: '/ask', label: m.ask_title(), icon: HandHelping },
      { to: '/verify', label: m.common_nav_verify(), icon: BadgeCheck },
      { to: '/sign-in', label: m.common_sign_in(), icon: LogIn },
    ];
  }
  const unit = viewer.activeMembership?.organisation;
  const account = { to: '/account', label: m.common_nav_account(), icon: UserRound };
  if (unit?.kind === 'committee') {
    const intake = { to: '/committee/intake', label: m.common_nav_intake(), icon: PhoneIncoming };
    const committee = { to: '/committee', label: m.common_nav_committee(), icon: Building2 };
    return viewer.may.includes('intake.take_down') && !elderMode
      ? [{ ...committee, except: intake.to }, intake, board, account]
      : [committee, board, account];
  }
  if (unit) {
    return [
      { to: '/organisation', label: m.common_nav_organisation(), icon: Building2 },
      board,
      { to: '/my/tasks', label: m.common_nav_my_tasks(), icon: ClipboardList },
      account,
    ];
  }
  return [
    board,
    { to: '/for-you', label: m.common_nav_for_you(), icon: Sparkles },
    { to: '/my/tasks', label: m.common_nav_my_tasks(), icon: ClipboardList },
    ...(elderMode ? [] : [{ to: '/my/hours', label: m.common_nav_my_hours(), icon: Clock }]),
    account,
  ];
}

interface PlaceLinkProps {
  place: Place;
  prefetch?: 'intent';
  children: ReactNode;
}

/** Says where one is; below a place that has another one in it, only the inner one does. */
function PlaceLink({ place: { to, end, except }, prefetch, children }: PlaceLinkProps) {
  const { pathname } = useLocation();
  const isInner = except !== undefined && pathname.startsWith(except);
  return (
    <NavLink
      to={to}
      end={end}
      prefetch={prefetch}
      aria-current={isInner ? 'false' : 'page'}
      className="shell-place"
    >
      {children}
    </NavLink>
  );
}

/** The main navigation beside the name, from tablet width on. */
export function MainNavigation() {
  const viewer = useViewer();
  return (
    <nav aria-label={m.common_nav_main()} className="shell-places">
      {placesFor(viewer)
        .filter((place) => place.to !== '/account' && place.to !== '/sign-in')
        .map((place) => (
          <PlaceLink key={place.to} place={place} prefetch="intent">
            {place.label}
          </PlaceLink>
        ))}
    </nav>
  );
}

/** The same places at the thumb on a phone; they stay there while the page scrolls beneath them. */
export function PhoneNavigation() {
  const root = useRootData();
  if (root?.installation.needsSetup) return null;
  return (
    <nav aria-label={m.common_nav_main()} className="shell-thumb screen-only">
      {placesFor(root?.viewer ?? null, root?.elderMode).map((place) => (
        <PlaceLink key={place.to} place={place}>
          <place.icon aria-hidden className="size-5" />
          {place.label}
        </PlaceLink>
      ))}
    </nav>
  );
}
