import { ageKnownSql, identityCheckedSql, oldEnoughSql } from '~/server/modules/contact/eligibility';
import { liveStates } from './rules';

/**
 * The conditions of a claim as SQL over the aliases t ("Task"), n ("Need") and p ("Person"); `$3` is the present time.
 * The claim's statement and the question "why not?" read the same text, so that they cannot differ.
 */
const states = (list: readonly string[]): string => list.map((state) => `'${state}'`).join(', ');

export const eligibility = {
  suspended: `p.status <> 'active'`,
  cancelled: `(t."cancelledAt" IS NOT NULL OR n.status = 'cancelled')`,
  started: `t."startsAt" <= $3::timestamptz`,
  /** Regular visits are for pairs, whom a committee names: nobody signs up for them. */
  open: `(t."isOpen" AND NOT EXISTS (SELECT FROM "CareEntry" care WHERE care."needId" = n.id))`,
  alreadyClaimed: `EXISTS (
    SELECT FROM "Claim" mine
    WHERE mine."taskId" = t.id AND mine."personId" = p.id AND mine.state IN (${states(liveStates)}))`,
  identityFits: `(n."placeKind" <> 'private_home' OR ${identityCheckedSql('p.id', 't."startsAt"')})`,
  /** The person served does not want them; the words are those of any other "no". */
  notRefused: `NOT EXISTS (
    SELECT FROM "HelperRefusal" refusal
    WHERE refusal."helperId" = p.id AND refusal."servedPersonId" = n."servedPersonId" AND refusal."endedAt" IS NULL)`,
  ageKnown: `(t."minimumAge" IS NULL OR ${ageKnownSql('p.id')})`,
  ageFits: `(t."minimumAge" IS NULL OR ${oldEnoughSql('p.id', 't."minimumAge"', 't."startsAt"')})`,
  skillsFit: `NOT EXISTS (
    SELECT FROM "TaskSkill" asked
    WHERE asked."taskId" = t.id AND asked.required AND NOT EXISTS (
      SELECT FROM "PersonSkill" own WHERE own."personId" = p.id AND own."skillId" = asked."skillId"))`,
  termsAccepted: `EXISTS (
    SELECT FROM "Consent" terms
    WHERE terms."personId" = p.id AND terms.purpose = 'terms' AND terms."withdrawnAt" IS NULL)`,
  overlaps: `EXISTS (
    SELECT FROM "Claim" other
    WHERE other."personId" = p.id AND other.state IN ('confirmed', 'checked_in', 'attended')
      AND tstzrange(other."startsAt", other."endsAt") && tstzrange(t."startsAt", t."endsAt"))`,
  full: `t."takenPlaces" >= t."maximumPlaces"`,
  /** A worker says yes before the claim holds a place. */
  waits: `(t."needsApproval" OR n."placeKind" = 'private_home')`,
} as const;

/** All that makes a person fit for a task, whether or not a place is free and they have a claim of it already. */
export const fitsSql = [
  `NOT ${eligibility.suspended}`,
  `NOT ${eligibility.cancelled}`,
  `NOT ${eligibility.started}`,
  eligibility.open,
  eligibility.identityFits,
  eligibility.notRefused,
  eligibility.ageFits,
  eligibility.skillsFit,
  eligibility.termsAccepted,
  `NOT ${eligibility.overlaps}`,
].join('\n  AND ');
