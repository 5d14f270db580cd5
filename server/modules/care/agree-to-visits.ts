import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt } from '~/server/modules/communities/days';
import { timeZoneOf } from '~/server/modules/communities/queries';
import type { Actor } from '~/server/policy/actor';
import { assertMay, personFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { recordCareConsent } from './care-consent';
import type { AgreeToVisitsInput } from './input';
import { lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';
import { lastReviewDay } from './rules';

/**
 * Whoever is visited regularly agrees anew, on the screen and for a year, themselves or by whoever acts for them in that; for a minor and
 * under guardianship the guardian does (GUARDIAN_CONSENT_NEEDED). `consent` is an earlier one; the visits go on.
 */
export async function agreeToVisits(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AgreeToVisitsInput>,
): Promise<{ consentId: string }> {
  assertMay(actor, 'consent.give');
  const earlier = await deps.prisma.consent.findUnique({ where: { id: input.consent } });
  if (!earlier || earlier.personId !== personFor(actor, 'consent.give')) return refuse('NOT_FOUND');
  if (earlier.purpose !== 'regular_visits' || earlier.scope === null) return refuse('WRONG_STATE');
  const found = await deps.prisma.careEntry.findFirst({
    where: { personId: earlier.personId, needId: earlier.scope, endedAt: null },
    select: { id: true, communityId: true },
  });
  if (!found) return refuse('WRONG_STATE');
  const { id: entryId, communityId } = found;
  const zone = await timeZoneOf(deps, communityId);
  return inTransaction(deps, actor, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const consentId = await recordCareConsent(
      tx,
      deps,
      actor,
      { personId: entry.personId, needId: entry.needId ?? '' },
      {
        form: actor.capacity === 'guardian' ? 'guardian' : 'screen',
        reviewOn: lastReviewDay(dayAt(deps.clock.now(), zone)),
        byId: actor.personId,
      },
    );
    await recordCare(tx, deps, actor, entry, 'care:consented');
    await planVisits(tx, deps, actor, { entryId, zone });
    return { consentId };
  });
}
