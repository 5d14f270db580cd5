import type { MembershipRole } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { anonymous, type Actor } from '~/server/policy/actor';

/** The same process at another moment: the demo's past is made by the same use cases as its present. */
export const at = (deps: Deps, moment: Date): Deps => ({ ...deps, clock: { now: () => moment } });

/** A demo person as an actor, without a membership. */
export const asPerson = (personId: string): Actor => ({ ...anonymous('web'), personId });

/** A demo person acting under a role in a unit. */
export interface Staff {
  readonly personId: string;
  readonly membershipId: string;
  readonly role: MembershipRole;
  readonly organisationId: string;
  /** For a committee: its community first, then its grids. */
  readonly communityIds: readonly string[];
}

export const asStaff = (staff: Staff): Actor => ({
  ...asPerson(staff.personId),
  membership: {
    id: staff.membershipId,
    role: staff.role,
    organisationId: staff.organisationId,
    organisationVerified: true,
    communityId: staff.communityIds[0] ?? null,
    communityIds: staff.communityIds,
  },
});

/** An officer taking something down for a resident, on the telephone or at the desk. */
export const onBehalfOf = (staff: Staff, personId: string, channel: 'phone' | 'desk'): Actor => ({
  ...asStaff(staff),
  onBehalfOfId: personId,
  capacity: 'officer',
  channel,
});

/** How long a step of the demo may take: the first start also happens on slow and busy machines. */
export const patience = { maxWait: 30_000, timeout: 120_000 } as const;
