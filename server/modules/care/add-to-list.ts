import { violationOf } from '~/server/database/constraint';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dateOf, dayAt, type Day } from '~/server/modules/communities/days';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { communitySetting } from '~/server/modules/communities/settings';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { assertReviewDay, recordCareConsent } from './care-consent';
import type { AddToCareListValues } from './input';
import { recordCare } from './lock-entry';
import { planVisits } from './plan-visits';
import { lastReviewDay } from './rules';
import { draftStandingNeed, type Tongue } from './standing-need';

/**
 * Puts a resident of the committee's communities on the care list, with the consent that they gave to be visited regularly.
 * Refuses ALREADY_DONE for who is on it.
 */
export async function addToCareList(
  deps: Deps,
  actor: Actor,
  input: AddToCareListValues,
): Promise<{ entryId: string }> {
  assertMay(actor, 'care.manage');
  await countByAccount(deps, 'intake_taken', actor);
  const person = await deps.prisma.person.findFirst({
    where: {
      id: input.person,
      status: { not: 'erased' },
      mergedIntoId: null,
      homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] },
    },
    select: { id: true, homeCommunityId: true },
  });
  const communityId = person?.homeCommunityId ?? refuse('NOT_FOUND');
  const [zone, country] = await Promise.all([
    timeZoneOf(deps, communityId),
    communitySetting(deps, communityId, 'country'),
  ]);
  const today = dayAt(deps.clock.now(), zone);
  assertReviewDay(input.consent.reviewOn, today, ['consent', 'reviewOn']);
  assertStartDay(input.startsOn, today);
  const tongue: Tongue = country === 'CN' ? 'zh-CN' : 'en';
  try {
    return await inTransaction(deps, actor, (tx) =>
      writeEntry(tx, deps, actor, input, { personId: input.person, communityId, zone, tongue }),
    );
  } catch (error) {
    if (violationOf(error)?.constraint === 'care_entry_live') return refuse('ALREADY_DONE');
    throw error;
  }
}

/** Visits begin today or within a year. */
export function assertStartDay(startsOn: Day, today: Day): void {
  const path = ['startsOn'];
  if (startsOn < today) throw new InvalidInput([{ path, message: 'server_care_start_past' }]);
  if (startsOn > lastReviewDay(today)) throw new InvalidInput([{ path, message: 'server_care_start_far' }]);
}

async function writeEntry(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: AddToCareListValues,
  {
    personId,
    communityId,
    zone,
    tongue,
  }: { personId: string; communityId: string; zone: string; tongue: Tongue },
): Promise<{ entryId: string }> {
  if (await tx.careEntry.findFirst({ where: { personId, endedAt: null }, select: { id: true } }))
    refuse('ALREADY_DONE');
  const needId = await draftStandingNeed(tx, deps, actor, { personId, communityId, tongue });
  await recordCareConsent(tx, deps, actor, { personId, needId }, input.consent);
  const entry = await tx.careEntry.create({
    data: {
      id: newId(),
      personId,
      communityId,
      level: input.level,
      interval: input.interval,
      startsOn: dateOf(input.startsOn),
      startMinute: input.startMinute,
      durationMinutes: input.durationMinutes,
      needId,
      addedById: actor.personId ?? refuse('NOT_SIGNED_IN'),
      createdAt: deps.clock.now(),
    },
  });
  await recordCare(tx, deps, actor, entry, 'care:added', { toState: entry.level });
  await planVisits(tx, deps, actor, { entryId: entry.id, zone });
  return { entryId: entry.id };
}
