import type { RecordState } from '~/generated/prisma/enums';
import type { Actor } from '~/server/policy/actor';
import type { RefusalCode } from '~/server/policy/refusal';

/** What decisions about a record look at. */
export interface RecordFacts {
  readonly state: RecordState;
  readonly personId: string;
  readonly minutes: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly recorderId: string;
  readonly confirmerId: string | null;
  /** Who verified it, or did not recognise it. */
  readonly verifierId: string | null;
}

/** The most that a service can count: the whole minutes from its beginning to its end. */
export const longestMinutes = (record: Pick<RecordFacts, 'startsAt' | 'endsAt'>): number =>
  Math.floor((record.endsAt.getTime() - record.startsAt.getTime()) / 60_000);

/** Whether hours are those of the person at the keyboard or of the one acted for. */
export const isOwn = (
  actor: Pick<Actor, 'personId' | 'onBehalfOfId'>,
  record: { personId: string },
): boolean => record.personId === actor.personId || record.personId === actor.onBehalfOfId;

/** Why a unit's coordinator or officer cannot confirm; null when they can. Minutes may be lowered, with a reason, never raised. */
export function confirmRefusal(
  record: RecordFacts,
  actor: Actor,
  wish: { minutes: number | null; reason: string | null },
): RefusalCode | null {
  if (isOwn(actor, record)) return 'OWN_HOURS';
  if (record.state === 'confirmed' || record.state === 'verified') return 'ALREADY_DONE';
  if (record.state !== 'proposed') return 'WRONG_STATE';
  if (wish.minutes === null || wish.minutes === record.minutes) return null;
  if (wish.minutes > record.minutes) return 'NOT_ALLOWED';
  return wish.reason ? null : 'REASON_NEEDED';
}

/** Why an officer cannot verify; null when they can. */
export function verifyRefusal(record: RecordFacts, actor: Actor): RefusalCode | null {
  if (isOwn(actor, record)) return 'OWN_HOURS';
  if (record.state === 'verified') return 'ALREADY_DONE';
  if (record.state !== 'confirmed') return 'WRONG_STATE';
  return record.confirmerId === actor.personId ? 'SAME_PERSON' : null;
}

/** Why an officer cannot reject; null when they can. Rejecting needs a reason and nobody between: what was confirmed need not be verified first. */
export function rejectRefusal(record: RecordFacts, actor: Actor, reason: string | null): RefusalCode | null {
  if (isOwn(actor, record)) return 'OWN_HOURS';
  if (record.state === 'rejected') return 'ALREADY_DONE';
  if (record.state !== 'proposed' && record.state !== 'confirmed') return 'WRONG_STATE';
  if (record.confirmerId === actor.personId) return 'SAME_PERSON';
  return reason ? null : 'REASON_NEEDED';
}

const disputable: readonly RecordState[] = ['proposed', 'confirmed', 'verified', 'rejected'];

/** Why the volunteer cannot dispute; null when they can. */
export function disputeRefusal(record: RecordFacts): RefusalCode | null {
  if (record.state === 'disputed') return 'ALREADY_DONE';
  return disputable.includes(record.state) ? null : 'WRONG_STATE';
}

/** Whose hands a record went through: nobody judges a dispute about what they recorded, confirmed, verified or rejected. */
export const handsOf = (
  record: Pick<RecordFacts, 'recorderId' | 'confirmerId' | 'verifierId'>,
): (string | null)[] => [record.recorderId, record.confirmerId, record.verifierId];

/** Why an officer cannot decide a dispute; null when they can. */
export function resolveRefusal(record: RecordFacts, actor: Actor): RefusalCode | null {
  if (isOwn(actor, record)) return 'OWN_HOURS';
  if (record.state !== 'disputed') return 'WRONG_STATE';
  return handsOf(record).includes(actor.personId) ? 'SAME_PERSON' : null;
}

/** Which committees stand above a record, and who sits on them. */
export interface VerifyingFacts {
  /** Committees from the record's community upwards. */
  readonly committees: readonly string[];
  /** Officers and chairs of each whom nothing keeps from judging the record: no hours of theirs, no hand in it. */
  readonly judges: readonly number[];
  /** The unit that recorded it. */
  readonly organisationId: string;
  /** Officers and chairs of the nearest committee. */
  readonly officers: number;
  /** The record is the hours of one of them. */
  readonly officersOwn: boolean;
}

/**
 * The committees whose officers verify a record and decide its disputes. As a rule the nearest one. Hours of its own officers go
 * to the next committee above; where it has a single officer the next one may verify too, and must when that officer's
 * committee recorded them. Where all of them had a hand in the record, the first above with somebody who had none.
 */
export function verifyingCommittees(facts: VerifyingFacts): string[] {
  const { committees, judges } = facts;
  const asARule = committeesAsARule(facts);
  const canJudge = (committee: string) => (judges[committees.indexOf(committee)] ?? 0) > 0;
  if (asARule.some(canJudge)) return asARule;
  const further = committees.slice(committees.indexOf(asARule.at(-1) ?? '') + 1).find(canJudge);
  return further ? [further] : asARule;
}

function committeesAsARule(facts: VerifyingFacts): string[] {
  const [nearest, above] = facts.committees;
  if (!nearest) return [];
  if (!above) return [nearest];
  if (facts.officersOwn) return [above];
  if (facts.officers > 1) return [nearest];
  return facts.organisationId === nearest ? [above] : [nearest, above];
}
