import type { Capacity, Channel, MembershipRole } from '~/generated/prisma/enums';
import type { ProxyScope } from './proxy-scope';

/** The identity (身份) an actor acts under now. */
export interface ActiveMembership {
  readonly id: string;
  readonly role: MembershipRole;
  readonly organisationId: string;
  /** A unit that is not verified, or is suspended, has drafts only; see `rolesOf`. */
  readonly organisationVerified: boolean;
  /** The community whose committee this is; null for other organisations. */
  readonly communityId: string | null;
  /** For a committee: its community and the grids below it; for a grid worker or building steward, their own grid. Else empty. */
  readonly communityIds: readonly string[];
}

/** A mutation's key and what it was sent with; see `inTransaction`. */
export interface IdempotencyClaim {
  readonly scope: string;
  readonly key: string;
  readonly operation: string;
  readonly requestHash: Buffer;
}

/** Who acts, for whom, in what capacity and by which channel. Stands in every history and event row. */
export interface Actor {
  readonly accountId: string | null;
  /** The person at the keyboard. */
  readonly personId: string | null;
  /** The person acted for, where there is one. */
  readonly onBehalfOfId: string | null;
  /** What the person acted for has given into the actor's hands; empty for who acts for themselves. */
  readonly proxyScope: readonly ProxyScope[];
  /** Whether the session was meant for somebody whom its person may act for no longer: it changes nothing until that is settled. */
  readonly proxyEnded?: boolean;
  readonly capacity: Capacity;
  readonly channel: Channel;
  readonly sessionId: string | null;
  readonly isOperator: boolean;
  readonly membership: ActiveMembership | null;
  readonly idempotency?: IdempotencyClaim;
}

/** A caller nobody has signed in for. */
export const anonymous = (channel: Channel = 'web'): Actor => ({
  accountId: null,
  personId: null,
  onBehalfOfId: null,
  proxyScope: [],
  capacity: 'self',
  channel,
  sessionId: null,
  isOperator: false,
  membership: null,
});

/** Linli itself: jobs, rules of time, the demo loader. */
export const system = (channel: Channel = 'api'): Actor => ({ ...anonymous(channel), capacity: 'system' });

/** The person whose claims, hours and needs an act concerns: the one acted for, else the one acting. */
export const concernedPersonId = (actor: Actor): string | null => actor.onBehalfOfId ?? actor.personId;

/** Who acts, by ids alone: for a line of the log. */
export const idsOfActor = ({ accountId, membership, onBehalfOfId }: Actor) => ({
  accountId,
  membershipId: membership?.id ?? null,
  onBehalfOfId,
});
