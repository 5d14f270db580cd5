import type { Tx } from '~/server/database/transaction';

/** Who makes a slip, as far as it matters: the community of their committee, and whether they chair it. */
export interface SlipIssuer {
  readonly communityId: string;
  readonly isChair: boolean;
}

/**
 * Whether somebody's account may be opened by a slip of this issuer. Whoever holds the code acts as that person, so that what
 * a leader confirms and what the committee verifies would come from one hand: a leader's account is their chair's business
 * alone, and only when all they lead is this committee and units that work in its community. A unit that was never verified
 * confirms nothing: anyone may register one, and still lose their password.
 */
export async function isWithinSlipReach(
  tx: Pick<Tx, 'membership'>,
  personId: string,
  { communityId, isChair }: SlipIssuer,
): Promise<boolean> {
  const leading = await tx.membership.findMany({
    where: {
      endedAt: null,
      role: { in: ['coordinator', 'officer', 'chair'] },
      organisation: { status: { in: ['verified', 'suspended'] } },
      OR: [{ personId }, { person: { mergedIntoId: personId } }],
    },
    select: {
      organisation: {
        select: {
          communityId: true,
          committeeOfId: true,
          admissions: { where: { communityId, endedAt: null }, select: { communityId: true } },
        },
      },
    },
  });
  return leading.every(({ organisation }) => {
    const { committeeOfId, admissions } = organisation;
    const worksHere = organisation.communityId === communityId || admissions.length > 0;
    return isChair && (committeeOfId === null ? worksHere : committeeOfId === communityId);
  });
}
