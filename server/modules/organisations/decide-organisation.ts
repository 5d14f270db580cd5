import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { setTasksOpen } from '~/server/modules/needs/open-tasks';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, may, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { DecideOrganisationInput } from './input';
import { lockOrganisation } from './lock-organisation';
import { canDecide, needsReason } from './rules';

/**
 * Verifies, refuses or suspends a unit of the actor's community. The chair decides; an officer's decision is kept as a proposal
 * for the chair. A verified unit is admitted to the community, a suspended one's tasks take no claims; its people are told.
 */
export async function decideOrganisation(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof DecideOrganisationInput>,
): Promise<{ organisationId: string }> {
  assertMay(actor, 'organisation.propose');
  const { decision } = input;
  const reason = input.reason ?? null;
  if (needsReason(decision) && !reason) refuse('REASON_NEEDED');
  return inTransaction(deps, actor, async (tx) => {
    const decides = may(actor, 'organisation.decide');
    const scope = scopeFor(actor, decides ? 'organisation.decide' : 'organisation.propose').flatMap(
      ({ communityId }) => (communityId ? [{ communityId }] : []),
    );
    const organisation = await lockOrganisation(tx, {
      id: input.organisation,
      committeeOfId: null,
      OR: scope,
    });
    const { id: organisationId, communityId, status } = organisation;
    if (!canDecide(status, decision)) refuse('WRONG_STATE');
    const change = {
      subjectType: 'organisation' as const,
      subjectId: organisationId,
      fromState: status,
      toState: decision,
      reason,
      payload: { organisationId },
    };
    if (!decides) {
      await recordChange(tx, deps, actor, {
        ...change,
        type: 'organisation:proposed',
        feeds: [`community:${communityId}`],
      });
      return { organisationId };
    }
    await tx.organisation.update({
      where: { id: organisationId },
      data: { status: decision, statusReason: reason },
    });
    if (decision === 'suspended' || status === 'suspended')
      await setTasksOpen(tx, deps, organisationId, decision === 'verified');
    if (decision === 'verified') {
      const admitted = { admittedById: actor.personId, admittedAt: deps.clock.now(), endedAt: null };
      await tx.admission.upsert({
        where: { organisationId_communityId: { organisationId, communityId } },
        create: { organisationId, communityId, ...admitted },
        update: admitted,
      });
    }
    const coordinators = await tx.membership.findMany({
      where: { organisationId, role: 'coordinator', endedAt: null },
      select: { personId: true },
    });
    await notifyAll(
      tx,
      coordinators.map((row) => row.personId),
      `organisation_${decision}`,
      { organisationId },
    );
    await recordChange(tx, deps, actor, {
      ...change,
      type: `organisation:${decision}`,
      feeds: [
        `organisation:${organisationId}`,
        `community:${communityId}`,
        ...coordinators.map((row) => `person:${row.personId}` as const),
      ],
    });
    return { organisationId };
  });
}
