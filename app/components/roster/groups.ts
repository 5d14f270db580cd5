import type { RosterClaim } from '~/app/graphql/organisation/roster';

/** The roster by what there is to do with each person. */
export interface RosterGroups {
  requested: RosterClaim[];
  here: RosterClaim[];
  due: RosterClaim[];
  /** Asked whether they take a place that is kept for them. */
  offered: RosterClaim[];
  done: RosterClaim[];
  /** Expected, and marked as not having come. */
  absent: RosterClaim[];
  waitlisted: RosterClaim[];
  gone: RosterClaim[];
}

const groupOf: Record<RosterClaim['state'], keyof RosterGroups> = {
  requested: 'requested',
  checked_in: 'here',
  confirmed: 'due',
  offered: 'offered',
  invited: 'due',
  attended: 'done',
  waitlisted: 'waitlisted',
  no_show: 'absent',
  withdrawn: 'gone',
  declined: 'gone',
  released: 'gone',
  expired: 'gone',
};

/** Sorts claims into what the coordinator does next; within a group by name, so that people are found. */
export function groupClaims(claims: readonly RosterClaim[], locale: string): RosterGroups {
  const groups: RosterGroups = {
    requested: [],
    here: [],
    due: [],
    offered: [],
    done: [],
    absent: [],
    waitlisted: [],
    gone: [],
  };
  const name = (claim: RosterClaim) => claim.person?.displayName ?? '';
  for (const claim of claims) groups[groupOf[claim.state]].push(claim);
  for (const group of [groups.requested, groups.here, groups.due, groups.done, groups.absent, groups.gone]) {
    group.sort((a, b) => name(a).localeCompare(name(b), locale));
  }
  groups.offered.sort((a, b) => (a.offerUntil ?? '').localeCompare(b.offerUntil ?? ''));
  groups.waitlisted.sort((a, b) => (a.waitlistPosition ?? 0) - (b.waitlistPosition ?? 0));
  return groups;
}
