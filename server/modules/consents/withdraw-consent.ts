import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { lockEntry } from '~/server/modules/care/lock-entry';
import { withdrawVisits } from '~/server/modules/care/withdraw-consent';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { takeOffView } from '~/server/modules/needs/take-off-view';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { assertConsentOf } from './queries';
import { isWithdrawable } from './rules';

/**
 * Takes a consent back, at once: by whoever it is of, who acts for them in that, or an officer whom they told. What was shown on its
 * strength alone is taken off view, and regular visits are called off.
 */
export async function withdrawConsent(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ consentId: string }> {
  assertMay(actor, 'consent.give');
  const visits = await visitsOf(deps, input.id);
  return inTransaction(deps, actor, async (tx) => {
    // Whoever changes visits locks their entry first.
    const entry = visits && (await lockEntry(tx, visits.entryId));
    await tx.$queryRaw`SELECT 1 FROM "Consent" WHERE id = ${input.id}::uuid FOR NO KEY UPDATE`;
    const consent = (await tx.consent.findUnique({ where: { id: input.id } })) ?? refuse('NOT_FOUND');
    const person = await assertConsentOf(tx, actor, consent.personId);
    if (!isWithdrawable(consent.purpose)) refuse('NOT_ALLOWED');
    if (consent.withdrawnAt !== null) refuse('ALREADY_DONE');
    if (entry) {
      await withdrawVisits(tx, deps, actor, { entry, zone: visits.zone, byId: actor.personId });
      const staff = await findStaff(tx, { organisationId: null, communityId: entry.communityId });
      await notifyAll(tx, staff, 'care_withdrawn', { careEntryId: entry.id });
    } else {
      await tx.consent.update({
        where: { id: consent.id },
        data: { withdrawnAt: deps.clock.now(), withdrawnById: actor.personId },
      });
    }
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

/** The entry on the care list whose visits a consent is for, and the zone its days are told in; null for any other consent. */
async function visitsOf(deps: Deps, id: string): Promise<{ entryId: string; zone: string } | null> {
  const consent = await deps.prisma.consent.findUnique({ where: { id } });
  if (consent?.purpose !== 'regular_visits' || consent.scope === null) return null;
  const entry = await deps.prisma.careEntry.findFirst({
    where: { needId: consent.scope, endedAt: null },
    select: { id: true, communityId: true },
  });
  return entry && { entryId: entry.id, zone: await timeZoneOf(deps, entry.communityId) };
}
