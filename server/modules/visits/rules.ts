import type { ClaimState } from '~/generated/prisma/enums';
import { checkOutClosesMinutes } from '~/server/modules/attendance/rules';

const minute = 60_000;

/** Door and phone are released so many minutes before the start. */
export const releasedBeforeMinutes = 24 * 60;

/** How much of a private home somebody may read, and why no more. */
export const visitStages = [
  /** The area alone: nobody has agreed to their coming yet. */
  'area',
  /** The building too: they are confirmed, and the time has not come. */
  'building',
  /** The building: on a first visit they wait for a second person. */
  'partner',
  /** Everything. */
  'door',
  /** Nothing any more. */
  'over',
] as const;
export type VisitStage = (typeof visitStages)[number];

/** Who asks: the helper of a claim, who runs the task's day for its organisation, or an officer of the community. */
export type VisitReader = 'helper' | 'coordinator' | 'officer';

/** What the release of one home depends on. */
export interface VisitFacts {
  readonly reader: VisitReader;
  /** Of the helper's claim; of a coordinator's task, the furthest that anybody's has come. */
  readonly state: ClaimState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelled: boolean;
  /** The helper has served this person before. */
  readonly servedBefore: boolean;
  /** Another helper of the task is confirmed or there. */
  readonly partner: boolean;
  /** Another helper of the task was there and has left. */
  readonly partnerLeft: boolean;
}

/** When door and phone are released at the earliest. */
export const releasedFrom = (task: { readonly startsAt: Date }): Date =>
  new Date(task.startsAt.getTime() - releasedBeforeMinutes * minute);

/**
 * What of a private home is released now. A helper reads the building once confirmed, and door, phone and notes from 24 hours before
 * the start until the end; whoever is in reads on until they have left, for twelve hours at most. On the first visit to a person they
 * wait until a second helper is confirmed too. A coordinator has the same window, and reads no more than the building while nobody is
 * confirmed; an officer of the community reads it at any time.
 */
export function releaseOf(facts: VisitFacts, now: Date): VisitStage {
  if (facts.reader === 'officer') return 'door';
  if (facts.cancelled) return 'over';
  const isIn = facts.state === 'checked_in';
  const isComing = facts.state === 'confirmed';
  if (facts.reader === 'helper' && !isIn && !isComing) return hasEnded(facts.state) ? 'over' : 'area';
  const until = facts.endsAt.getTime() + (isIn ? checkOutClosesMinutes * minute : 0);
  if (now.getTime() >= until) return 'over';
  if (now < releasedFrom(facts)) return 'building';
  if (facts.reader === 'coordinator') return isIn || isComing ? 'door' : 'building';
  const inPairs = facts.servedBefore || facts.partner || (isIn && facts.partnerLeft);
  return inPairs ? 'door' : 'partner';
}

const hasEnded = (state: ClaimState): boolean =>
  state !== 'requested' && state !== 'waitlisted' && state !== 'invited' && state !== 'offered';

/** Whether a stage lets somebody know the building. */
export const knowsBuilding = (stage: VisitStage): boolean =>
  stage === 'building' || stage === 'partner' || stage === 'door';
