import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { takeOffView } from '~/server/modules/needs/take-off-view';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { assertConsentOf } from './queries';
import { isWithdrawable } from './rules';

/**
 * Takes a consent back, at once: by whoever it is of, who acts for them in that, or an officer whom they told. What was shown on its
 * strength alone is taken off view.
 */
export async function withdrawConsent(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ consentId: string }> {
  assertMay(actor, 'consent.give');
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Consent" WHERE id = ${input.id}::uuid FOR NO KEY UPDATE`;
    const consent = (await tx.consent.findUnique({ where: { id: input.id } })) ?? refuse('NOT_FOUND');
    const person = await assertConsentOf(tx, actor, consent.personId);
    if (!isWithdrawable(consent.purpose)) refuse('NOT_ALLOWED');
    if (consent.withdrawnAt !== null) refuse('ALREADY_DONE');
    await tx.consent.update({
      where: { id: consent.id },
      data: { withdrawnAt: deps.clock.now(), withdrawnById: actor.personId },
    });
    await recordChange(tx, deps, actor, {
      type: 'consent:withdrawn',
      subjectType: 'consent',
      subjectId: consent.id,
      fromState: consent.purpose,
      payload: { consentId: consent.id },
      feeds: [
        `person:${consent.personId}`,
        ...(person.homeCommunityId ? [`community:${person.homeCommunityId}` as const] : []),
      ],
    });
    if (consent.purpose === 'publish_help') await takeOffView(tx, deps, actor, consent.personId);
    return { consentId: consent.id };
  });
}
