import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt } from '~/server/modules/communities/days';
import type { Actor } from '~/server/policy/actor';
import { assertReviewDay, recordCareConsent } from './care-consent';
import type { RenewCareConsentInput } from './input';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/** Writes down that somebody agreed anew to be visited regularly; the visits go on. */
export async function renewCareConsent(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof RenewCareConsentInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { id: input.entry });
  assertReviewDay(input.reviewOn, dayAt(deps.clock.now(), zone), ['reviewOn']);
  return inTransaction(deps, actor, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const about = { personId: entry.personId, needId: entry.needId ?? '' };
    await recordCareConsent(tx, deps, actor, about, input);
    await recordCare(tx, deps, actor, entry, 'care:consented');
    await planVisits(tx, deps, actor, { entryId, zone });
    return { entryId };
  });
}
