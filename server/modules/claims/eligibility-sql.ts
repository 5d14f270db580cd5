import { ageKnownSql, identityCheckedSql, oldEnoughSql } from '~/server/modules/contact/eligibility';
import { timeZoneSql } from '~/server/modules/communities/queries';
import { popularTasksAWeek, settingSql } from '~/server/modules/communities/settings';
import { holdingStates, liveStates } from './rules';

/**
 * The conditions of a claim as SQL over the aliases t ("Task"), n ("Need") and p ("Person"); `$3` is the present time.
 * The claim's statement and the question "why not?" read the same text, so that they cannot differ.
 */
const states = (list: readonly string[]): string => list.map((state) => `'${state}'`).join(', ');

const zone = timeZoneSql('n."communityId"');

/** How many popular tasks a week the community allows one person; null for any number. */
const weeklyCap = `(
  SELECT CASE WHEN given.value IS NULL THEN ${popularTasksAWeek}
              WHEN jsonb_typeof(given.value) = 'number' THEN (given.value #>> '{}')::int END
  FROM (SELECT ${settingSql('popularTasksAWeek', 'n."communityId"')} AS value) given)`;

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
  /**
   * As many places in popular tasks of that week as the community allows one person; the week begins on Monday in the community's
   * zone. From a day before the start what is left is open to all.
   */
  capReached: `CASE WHEN t.allocation <> 'first_come' AND t."startsAt" > $3::timestamptz + interval '24 hours' THEN coalesce((
    SELECT count(*) FROM "Claim" other JOIN "Task" popular ON popular.id = other."taskId"
    WHERE other."personId" = p.id AND other."taskId" <> t.id AND popular.allocation <> 'first_come'
      AND other.state IN (${states(holdingStates)})
      AND date_trunc('week', other."startsAt", ${zone}) = date_trunc('week', t."startsAt", ${zone})
  ) >= ${weeklyCap}, false) ELSE false END`,
  /** Lots will be drawn: until then there is nothing to be had. */
  drawPending: `t.allocation = 'draw_pending'`,
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
  `NOT (${eligibility.capReached})`,
  `NOT ${eligibility.drawPending}`,
].join('\n  AND ');
