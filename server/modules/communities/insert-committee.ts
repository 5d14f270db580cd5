import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

export interface NewCommittee {
  readonly communityId: string;
  readonly name: string;
  /** The person who leads it. */
  readonly chairId: string;
  readonly isDemo: boolean;
}

/** Gives a community its committee, verified and admitted there, with its first chair, in the caller's transaction. */
export async function insertCommittee(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, name, chairId, isDemo }: NewCommittee,
): Promise<{ organisationId: string; membershipId: string }> {
  const [organisationId, membershipId] = [newId(), newId()];
  const createdAt = deps.clock.now();
  await tx.organisation.create({
    data: {
      id: organisationId,
      kind: 'committee',
      name,
      committeeOfId: communityId,
      communityId,
      status: 'verified',
      inChargePersonId: chairId,
      isDemo,
      createdAt,
    },
  });
  await tx.admission.create({ data: { organisationId, communityId, admittedAt: createdAt } });
  await tx.membership.create({
    data: { id: membershipId, personId: chairId, organisationId, role: 'chair', createdAt },
  });
  return { organisationId, membershipId };
}
