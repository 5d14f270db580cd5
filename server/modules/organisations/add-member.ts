import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { countAttempt } from '~/server/modules/identity/attempts';
import { findPersonsByIdentifier } from '~/server/modules/identity/find-accounts';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { closeMembership } from './close-membership';
import type { AddMemberInput } from './input';
import { assertKept, lockOrganisation } from './lock-organisation';
import { managedOrganisations } from './members-scope';
import { isGridRole, isRoleOf, mayGive } from './rules';

/**
 * Gives a person a role in a unit. They are named by the phone, e-mail address or member number they gave; an identifier that
 * means nobody, or more than one person, is answered NOT_FOUND alike, and look-ups are counted. Another role they
 * had in the unit ends.
 */
export async function addMember(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddMemberInput>,
): Promise<{ membershipId: string }> {
  assertMay(actor, 'organisation.members');
  const giver = actor.membership?.role ?? refuse('NOT_ALLOWED');
  await countAttempt(deps, 'member_look_up', actor.accountId ?? actor.personId ?? '');
  return inTransaction(deps, actor, async (tx) => {
    const organisation = await lockOrganisation(tx, {
      AND: [{ id: input.organisation }, managedOrganisations(actor)],
    });
    const { id: organisationId, committeeOfId } = organisation;
    if (!isRoleOf(input.role, committeeOfId !== null)) refuse('NOT_ALLOWED');
    if (!mayGive(giver, input.role)) refuse('NOT_ALLOWED');
    const communityId = isGridRole(input.role)
      ? await findGrid(tx, committeeOfId, input.community ?? null)
      : null;

    const [personId, ...others] = await findPersonsByIdentifier(tx, deps, input.identifier);
    if (!personId || others.length > 0) refuse('NOT_FOUND');
    const former = await tx.membership.findFirst({ where: { organisationId, personId, endedAt: null } });
    if (former?.role === input.role && former.communityId === communityId) refuse('ALREADY_DONE');
    if (former) {
      if (!mayGive(giver, former.role)) refuse('NOT_ALLOWED');
      await assertKept(tx, organisation, former);
      await closeMembership(tx, deps, actor, { ...former, registeredIn: organisation.communityId });
    }
    const membershipId = newId();
    await tx.membership.create({
      data: {
        id: membershipId,
        personId,
        organisationId,
        role: input.role,
        communityId,
        createdAt: deps.clock.now(),
      },
    });
    await notify(tx, personId, 'membership_added', { organisationId, membershipId });
    await recordChange(tx, deps, actor, {
      type: 'membership:added',
      subjectType: 'membership',
      subjectId: membershipId,
      toState: input.role,
      payload: { membershipId, organisationId },
      feeds: [
        `person:${personId}`,
        `organisation:${organisationId}`,
        `community:${organisation.communityId}`,
      ],
    });
    return { membershipId };
  });
}

/** The grid that a grid worker or building steward is responsible for: the committee's own community or one below it. */
async function findGrid(tx: Tx, committeeOfId: string | null, communityId: string | null): Promise<string> {
  const found = await tx.communityAncestor.findFirst({
    where: { communityId: communityId ?? undefined, ancestorId: committeeOfId ?? undefined },
    select: { communityId: true },
  });
  return found && communityId && committeeOfId ? found.communityId : refuse('NOT_FOUND');
}
