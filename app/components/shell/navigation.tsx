import {
  BadgeCheck,
  Building2,
  ClipboardList,
  Clock,
  type LucideIcon,
  LayoutList,
  LogIn,
  Sparkles,
  UserRound,
} from 'lucide-react';
import { NavLink } from 'react-router';
import { m } from '~/generated/messages/messages';
import type { RootViewer } from '~/app/graphql/root-query';
import { useRootData, useViewer } from '~/app/root-data';

interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
  end?: boolean;
}

/** Where a role goes, most used first; at most five, so that each keeps a word on a phone; elder mode leaves the hours to the account page. */
export function placesFor(viewer: RootViewer | null, elderMode = false): Place[] {
  const board = { to: '/', label: m.common_nav_board(), icon: LayoutList, end: true };
  if (!viewer) {
    return [
      board,
      { to: '/verify', label: m.common_nav_verify(), icon: BadgeCheck },
      { to: '/sign-in', label: m.common_sign_in(), icon: LogIn },
    ];
  }
  const unit = viewer.activeMembership?.organisation;
  const account = { to: '/account', label: m.common_nav_account(), icon: UserRound };
  if (unit?.kind === 'committee') {
    return [{ to: '/committee', label: m.common_nav_committee(), icon: Building2 }, board, account];
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

/** The main navigation beside the name, from tablet width on. */
export function MainNavigation() {
  const viewer = useViewer();
  return (
    <nav aria-label={m.common_nav_main()} className="shell-places">
      {placesFor(viewer)
        .filter((place) => place.to !== '/account' && place.to !== '/sign-in')
        .map((place) => (
          <NavLink key={place.to} to={place.to} end={place.end} prefetch="intent" className="shell-place">
            {place.label}
          </NavLink>
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
        <NavLink key={place.to} to={place.to} end={place.end} className="shell-place">
          <place.icon aria-hidden className="size-5" />
          {place.label}
        </NavLink>
      ))}
    </nav>
  );
}
