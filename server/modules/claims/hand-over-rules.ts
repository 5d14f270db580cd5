import type { ClaimState, HandOverState, HandOverTo } from '~/generated/prisma/enums';
import type { RefusalCode } from '~/server/policy/refusal';

/** No letter or digit that is taken for another when it is read out or copied by hand. */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 10;

/** The code that a link ends with: fifty bits, short enough to be read out. */
export const handOverCode = (random: Uint8Array): string =>
  Array.from(random.subarray(0, codeLength), (byte) => symbols[byte % symbols.length]).join('');

/** A code as it was typed or tapped, in the one way in which it is kept. */
export const typedHandOverCode = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** A place whose holder would give it to somebody else. */
export interface GivenPlace {
  readonly state: ClaimState;
  readonly cancelled: boolean;
  readonly startsAt: Date;
}

/** Why a place cannot be offered to others; null when it can. */
export function offeringRefusal(place: GivenPlace, isOffered: boolean, now: Date): RefusalCode | null {
  if (place.cancelled) return 'TASK_CANCELLED';
  if (place.state !== 'confirmed') return 'WRONG_STATE';
  if (place.startsAt <= now) return 'STARTED';
  return isOffered ? 'ALREADY_DONE' : null;
}

/** A task, as far as it may be asked for in return. */
export interface SwapSide {
  readonly taskId: string;
  readonly needId: string;
  readonly organisationId: string | null;
  readonly startsAt: Date;
  readonly cancelled: boolean;
  /** A worker has the last word. */
  readonly needsYes: boolean;
}

/**
 * Whether the places of two tasks may change hands at once: tasks of one need or one poster, both still to come. Where a worker has
 * the last word nothing is swapped, since two yeses could not be given in one act.
 */
export const isSwappable = (given: SwapSide, asked: SwapSide, now: Date): boolean =>
  given.taskId !== asked.taskId &&
  (given.needId === asked.needId ||
    (given.organisationId !== null && given.organisationId === asked.organisationId)) &&
  [given, asked].every((side) => !side.cancelled && !side.needsYes && side.startsAt > now);

/** An offer of a place, and whoever would take it. */
export interface Taking {
  readonly state: HandOverState;
  readonly to: HandOverTo;
  readonly place: GivenPlace;
  /** It is their own place. */
  readonly isGiver: boolean;
  /** They came with the link's code. */
  readonly hasCode: boolean;
  /** It is they whom the giver chose. */
  readonly isChosen: boolean;
  /** Somebody on the waitlist is being asked first: until their time is over and the next is asked, or nobody is left to ask. */
  readonly asked: { readonly isTaker: boolean } | null;
}

/**
 * Why somebody cannot take an offered place; null where only what every claim asks for is left to ask. Who was not meant learns
 * nothing of it.
 */
export function takingRefusal(taking: Taking, now: Date): RefusalCode | null {
  const { state, to, place, isGiver, hasCode, isChosen, asked } = taking;
  if ((to === 'link' && !hasCode) || (to === 'person' && !isChosen)) return 'NOT_FOUND';
  if (state !== 'open' || place.cancelled || place.state !== 'confirmed' || place.startsAt <= now)
    return 'HAND_OVER_ENDED';
  if (isGiver) return 'ALREADY_CLAIMED';
  if (asked && !asked.isTaker) return 'FULL';
  return null;
}
