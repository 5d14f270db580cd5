import type { RosterClaim } from '~/app/graphql/organisation/roster';

/** What whoever runs a day can do without a network. */
export type TapKind = 'in' | 'out' | 'absent' | 'walk-in';

/** One act on a roster, kept on the device until the server has answered it. */
export interface Tap {
  /** Its idempotency key: however often it is sent, it counts once. */
  key: string;
  /** Who did it, under which identity, as `whoIs` says it; under no other is it sent. */
  by: string;
  task: string;
  kind: TapKind;
  /** The claim it is about; of somebody whose walk-in waits too, `tap:` and that one's key; null for a walk-in. */
  claim: string | null;
  /** When it was done, by the server's clock as far as the device knows it. */
  at: string;
  breakMinutes: number;
  /** Of a walk-in. */
  name: string;
  memberNumber: string;
  birthDate: string;
  /** Why the server did not accept it, until somebody has read that; null while it waits. */
  refusal: string | null;
}

/** How claims that exist only on this device are named. */
export const localClaim = (key: string): string => `tap:${key}`;
export const isLocalClaim = (claim: string): boolean => claim.startsWith('tap:');

/** The roster as it is once what waits on this device is accepted. What was refused changes nothing. */
export function applyTaps(claims: readonly RosterClaim[], taps: readonly Tap[]): RosterClaim[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  for (const tap of taps) {
    if (tap.refusal !== null) continue;
    const id = tap.claim ?? localClaim(tap.key);
    const before = tap.kind === 'walk-in' ? walkInOf(tap) : byId.get(id);
    const after = before && steps[tap.kind](before, tap);
    if (after) byId.set(id, after);
  }
  return [...byId.values()];
}

/** What each act makes of a claim; null where it no longer fits, which the server will say. */
const steps: Record<TapKind, (claim: RosterClaim, tap: Tap) => RosterClaim | null> = {
  'walk-in': (claim) => claim,
  in: (claim, tap) =>
    claim.state === 'confirmed'
      ? { ...claim, state: 'checked_in', attendance: { ...noAttendance, checkedInAt: tap.at } }
      : null,
  out: (claim, tap) =>
    claim.state === 'checked_in' && claim.attendance
      ? { ...claim, state: 'attended', attendance: { ...claim.attendance, checkedOutAt: tap.at } }
      : null,
  absent: (claim) => (claim.state === 'confirmed' ? { ...claim, state: 'no_show' } : null),
};

const noAttendance = {
  checkedInSource: 'coordinator',
  checkedInHeardAt: null,
  checkedOutAt: null,
  checkedOutHeardAt: null,
  walkIn: false,
  breakMinutes: 0,
};

const walkInOf = (tap: Tap): RosterClaim => ({
  id: localClaim(tap.key),
  state: 'checked_in',
  createdAt: tap.at,
  stateSince: tap.at,
  reason: null,
  withdrawnAs: null,
  offerUntil: null,
  waitlistPosition: null,
  coming: null,
  note: null,
  person: { id: localClaim(tap.key), displayName: tap.name },
  attendance: { ...noAttendance, checkedInAt: tap.at, walkIn: true },
  record: null,
});
