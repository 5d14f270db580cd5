import type { Prisma } from '~/generated/prisma/client';
import type { NeedKind, NeedStatus, PlaceKind } from '~/generated/prisma/enums';
import type { Actor } from '~/server/policy/actor';
import { personFor, reaches, reachesOf, scopeFor, type Action } from '~/server/policy/permissions';
import { canStep, isEditable, publicStatuses } from './rules';

/** What decides who sees a need and who may act on it. */
export interface NeedBelonging {
  readonly status: NeedStatus;
  readonly placeKind: PlaceKind;
  readonly communityId: string;
  readonly organisationId: string | null;
  readonly requestedById: string | null;
  readonly servedPersonId: string | null;
  readonly takenInById: string | null;
}

/**
 * The `where` of needs that an action reaches: the unit's own, the committee's community, what is for the person themselves.
 * Whoever asked for somebody else does not act on it.
 */
export function needsWithin(actor: Actor, action: Action): Prisma.NeedWhereInput[] {
  return scopeFor(actor, action).map(({ personId, organisationId, communityId }): Prisma.NeedWhereInput => {
    if (personId) return { servedPersonId: personId };
    if (organisationId) return { organisationId };
    // A draft is its author's until it is handed in; the committee sees those it took down itself.
    if (communityId) return { communityId, OR: [{ status: { not: 'draft' } }, ...ownDrafts(actor)] };
    return {};
  });
}

const ownDrafts = (actor: Actor): Prisma.NeedWhereInput[] => [
  { takenInById: { not: null } },
  ...(actor.membership ? [{ organisationId: actor.membership.organisationId }] : []),
];

/**
 * The `where` of every need the actor may read, as alternatives. `identityChecked`: an organisation has seen the
 * actor's identity document, so that open help in private homes is theirs to read too (without name and address).
 */
export function readableNeeds(actor: Actor, identityChecked: boolean): Prisma.NeedWhereInput {
  const [asks, helps] = [personFor(actor, 'need.ask'), personFor(actor, 'task.claim')];
  const published = { status: { in: [...publicStatuses] } };
  return {
    OR: [
      reachesOf(actor, 'need.read').has('any')
        ? { ...published, placeKind: { not: 'private_home' } }
        : { id: { in: [] } },
      ...needsWithin(actor, 'need.read_home'),
      ...needsWithin(actor, 'need.post'),
      ...(asks ? [{ requestedById: asks }] : []),
      ...(helps ? [{ tasks: { some: { claims: { some: { personId: helps } } } } }] : []),
      // Regular visits are filled by pairs: nobody else is to learn who is visited when.
      ...(helps && identityChecked ? [{ ...published, careEntry: null }] : []),
    ],
  };
}

/** Whether an action reaches one need: the same question as `needsWithin` asks of the database. */
export function reachesNeed(actor: Actor, action: Action, need: NeedBelonging): boolean {
  const ownDraft =
    need.status !== 'draft' ||
    need.takenInById !== null ||
    need.organisationId === actor.membership?.organisationId;
  return reaches(actor, action, {
    personId: need.servedPersonId,
    organisationId: need.organisationId,
    communityId: ownDraft ? need.communityId : null,
  });
}

/** Whether a need is of the actor's own unit and that has drafts only, so that what is public of it stays as it is. */
export const hasDraftsOnly = (actor: Actor, need: Pick<NeedBelonging, 'organisationId'>): boolean =>
  actor.membership !== null &&
  !actor.membership.organisationVerified &&
  need.organisationId === actor.membership.organisationId;

/** Whether a need is over and somebody is still to say how it turned out. */
const waitsForJudgement = (need: { kind: NeedKind; status: NeedStatus }): boolean =>
  need.kind !== 'activity' && need.status === 'completed';

/** What a caller may do with a need, in the words of the API: edit, publish, review, cancel, judge, take_down, roster. */
export function actionsOnNeed(actor: Actor, need: NeedBelonging & { readonly kind: NeedKind }): string[] {
  const asks = reachesNeed(actor, 'need.ask', need);
  const publishes = reachesNeed(actor, 'need.publish', need);
  const inReview = need.status === 'in_review';
  const may: Record<string, boolean> = {
    edit:
      isEditable(need.status) &&
      (need.status === 'draft' || !hasDraftsOnly(actor, need)) &&
      (reachesNeed(actor, 'need.post', need) || (asks && canBeAsked(need.status))),
    publish: need.status === 'draft' && (publishes || asks),
    review: inReview && reachesNeed(actor, 'need.review', need),
    cancel: canStep(need.status, 'cancel') && (reachesNeed(actor, 'need.cancel', need) || asks),
    judge: waitsForJudgement(need) && reachesNeed(actor, 'need.judge', need),
    take_down: waitsForJudgement(need) && reachesNeed(actor, 'judgement.take_down', need),
    roster: reachesNeed(actor, 'roster.read', need),
  };
  return Object.keys(may).filter((action) => may[action]);
}

/** The person served changes a request until it is published; after that their committee does. */
export const canBeAsked = (status: NeedStatus): boolean => status === 'draft' || status === 'in_review';
