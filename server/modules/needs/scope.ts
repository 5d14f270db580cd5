import type { Prisma } from '~/generated/prisma/client';
import type { ClaimState, NeedKind, NeedStatus, PlaceKind } from '~/generated/prisma/enums';
import { liveStates } from '~/server/modules/claims/rules';
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

/** What an actor reads of needs and their tasks, as `where`. */
export interface NeedReading {
  /** Needs that they read with everything that belongs to them, and may follow live. */
  readonly whole: Prisma.NeedWhereInput;
  /** Those, and needs of which they read no more than their own tasks. */
  readonly needs: Prisma.NeedWhereInput;
  readonly tasks: Prisma.TaskWhereInput;
}

/**
 * What the actor may read. `identityChecked`: an organisation has seen the actor's identity document, so that open help in private
 * homes is theirs to read too (without name and address).
 *
 * A claim opens a private home only as long as it goes on. Whoever has been there keeps their own tasks, which their hours are
 * made of; whose claim ended otherwise keeps nothing. Of regular visits a claim never opens more than the own tasks: nobody else is
 * to learn who is visited when.
 */
export function readingOf(actor: Actor, identityChecked: boolean): NeedReading {
  const [asks, helps] = [personFor(actor, 'need.ask'), personFor(actor, 'task.claim')];
  const published = { status: { in: [...publicStatuses] } };
  const claimed = (states?: readonly ClaimState[]): Prisma.TaskWhereInput => ({
    claims: { some: { personId: helps, ...(states && { state: { in: [...states] } }) } },
  });
  const whole: Prisma.NeedWhereInput[] = [
    reachesOf(actor, 'need.read').has('any')
      ? { ...published, placeKind: { not: 'private_home' } }
      : { id: { in: [] } },
    ...needsWithin(actor, 'need.read_home'),
    ...needsWithin(actor, 'need.post'),
    ...(asks ? [{ requestedById: asks }] : []),
    // What was taken off view while it was under way is published no more.
    ...(helps && identityChecked ? [{ ...published, publishedAt: { not: null }, careEntry: null }] : []),
  ];
  if (helps)
    whole.push(
      { placeKind: { not: 'private_home' }, tasks: { some: claimed() } },
      { careEntry: null, tasks: { some: claimed(liveStates.filter((state) => state !== 'attended')) } },
    );
  const ownTask = helps ? [claimed(liveStates)] : [];
  return {
    whole: { OR: whole },
    needs: { OR: [...whole, ...ownTask.map((task) => ({ tasks: { some: task } }))] },
    tasks: { OR: [{ need: { OR: whole } }, ...ownTask] },
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

/**
 * What a caller may do with a need, in the words of the API: edit, publish, review, cancel, judge, take_down, roster. `isRegular`: it
 * stands for regular visits, which are changed and ended on the care list.
 */
export function actionsOnNeed(
  actor: Actor,
  need: NeedBelonging & { readonly kind: NeedKind; readonly isRegular?: boolean },
): string[] {
  const asks = reachesNeed(actor, 'need.ask', need);
  const publishes = reachesNeed(actor, 'need.publish', need);
  const inReview = need.status === 'in_review';
  const may: Record<string, boolean> = {
    edit:
      !need.isRegular &&
      isEditable(need.status) &&
      (need.status === 'draft' || !hasDraftsOnly(actor, need)) &&
      (reachesNeed(actor, 'need.post', need) || (asks && canBeAsked(need.status))),
    publish: !need.isRegular && need.status === 'draft' && (publishes || asks),
    review: inReview && reachesNeed(actor, 'need.review', need),
    cancel:
      !need.isRegular && canStep(need.status, 'cancel') && (reachesNeed(actor, 'need.cancel', need) || asks),
    judge: waitsForJudgement(need) && reachesNeed(actor, 'need.judge', need),
    take_down: waitsForJudgement(need) && reachesNeed(actor, 'judgement.take_down', need),
    roster: reachesNeed(actor, 'roster.read', need),
  };
  return Object.keys(may).filter((action) => may[action]);
}

/** The person served changes a request until it is published; after that their committee does. */
export const canBeAsked = (status: NeedStatus): boolean => status === 'draft' || status === 'in_review';
