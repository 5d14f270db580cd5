import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { RegisterOrganisationInput } from './input';
import { needsCreditCode, readCreditCode } from './rules';

/**
 * Registers a unit with the committee of a community, or of the nearest above it that has one. It waits for that committee
 * and has drafts only until then. Whoever registers it becomes its coordinator and the person in charge.
 */
export async function registerOrganisation(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof RegisterOrganisationInput>,
): Promise<{ organisationId: string }> {
  assertMay(actor, 'organisation.register');
  const personId = actor.personId ?? refuse('NOT_SIGNED_IN');
  await countByAccount(deps, 'organisation_registered', actor);
  const country = await communitySetting(deps, input.community, 'country');
  const creditCode = input.creditCode ? readCreditCode(input.creditCode) : null;
  // Outside China, where there is no such code, the committee it registers with stands in for a sponsor.
  const sponsored = Boolean(input.sponsorCommunity) || country !== 'CN';
  if (!creditCode && (needsCreditCode(input.kind, country) || !sponsored)) refuse('CREDIT_CODE_NEEDED');

  return inTransaction(deps, actor, async (tx) => {
    const community = await findResponsible(tx, input.community);
    const sponsor = input.sponsorCommunity ? await findResponsible(tx, input.sponsorCommunity) : community;
    if (!community || !sponsor) refuse('NOT_FOUND');
    const organisationId = newId();
    const { count } = await tx.organisation.createMany({
      data: {
        id: organisationId,
        kind: input.kind,
        name: input.name,
        creditCode,
        sponsorCommunityId: creditCode ? null : sponsor.id,
        inChargePersonId: personId,
        description: input.description ?? null,
        website: input.website ?? null,
        communityId: community.id,
        isDemo: community.isDemo,
        createdAt: deps.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) refuse('ALREADY_DONE');
    const membershipId = newId();
    await tx.membership.create({
      data: { id: membershipId, personId, organisationId, role: 'coordinator', createdAt: deps.clock.now() },
    });
    if (actor.sessionId && !actor.membership) {
      await tx.session.update({ where: { id: actor.sessionId }, data: { membershipId } });
    }
    await recordChange(tx, deps, actor, {
      type: 'organisation:registered',
      subjectType: 'organisation',
      subjectId: organisationId,
      toState: 'pending',
      payload: { organisationId },
      feeds: [`organisation:${organisationId}`, `community:${community.id}`, `person:${personId}`],
    });
    return { organisationId };
  });
}

/** The community itself when it has a committee, else the nearest above it that has one. */
async function findResponsible(tx: Tx, communityId: string): Promise<{ id: string; isDemo: boolean } | null> {
  const [row] = await tx.communityAncestor.findMany({
    where: { communityId, ancestor: { committee: { status: 'verified' } } },
    orderBy: { depth: 'asc' },
    take: 1,
    select: { ancestor: { select: { id: true, isDemo: true } } },
  });
  return row?.ancestor ?? null;
}
