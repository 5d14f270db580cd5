import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { acceptedSql } from './accepted-sql';

/**
 * Writes down, once, that a person acts under a membership that somebody else gave them. From then on the unit reads their name:
 * until then it has only the number that it typed itself.
 */
export async function acceptMembership(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  membershipId: string,
): Promise<void> {
  const [given] = await tx.$queryRawUnsafe<{ organisationId: string }[]>(
    `SELECT m."organisationId" FROM "Membership" m WHERE m.id = $1::uuid AND NOT ${acceptedSql('m')}`,
    membershipId,
  );
  if (!given) return;
  const { organisationId } = given;
  await recordChange(tx, deps, actor, {
    type: 'membership:accepted',
    subjectType: 'membership',
    subjectId: membershipId,
    payload: { membershipId, organisationId },
    feeds: [`person:${actor.personId ?? ''}`, `organisation:${organisationId}`],
  });
}
