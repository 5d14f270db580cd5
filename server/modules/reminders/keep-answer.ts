import type { Channel } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { claimFeeds } from '~/server/modules/claims/feeds';
import type { LockedClaim } from '~/server/modules/claims/places';
import type { Actor } from '~/server/policy/actor';

/** Keeps what somebody said of a claim that is locked: on the roster, and in the history where they come. */
export async function keepAnswer(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  claim: LockedClaim,
  coming: boolean,
): Promise<void> {
  const now = deps.clock.now();
  const said = {
    answer: coming ? ('coming' as const) : ('cannot' as const),
    answeredAt: now,
    channel: actor.channel satisfies Channel,
  };
  await tx.comingAnswer.upsert({
    where: { claimId_startsAt: { claimId: claim.id, startsAt: claim.startsAt } },
    create: { claimId: claim.id, startsAt: claim.startsAt, askedAt: now, ...said },
    update: said,
  });
  // Whoever has answered has seen what they were told of it.
  if (claim.personId)
    await tx.$executeRaw`
      UPDATE "Notice" SET "readAt" = ${now} WHERE "personId" = ${claim.personId}::uuid AND "readAt" IS NULL
        AND (detail->>'claimId' = ${claim.id} OR detail->>'taskId' = ${claim.taskId}
          OR (detail->>'taskId' IS NULL AND detail->>'needId' = ${claim.needId}))`;
  if (!coming) return;
  await recordChange(tx, deps, actor, {
    type: 'claim:said_coming',
    subjectType: 'claim',
    subjectId: claim.id,
    payload: { claimId: claim.id, taskId: claim.taskId, needId: claim.needId },
    feeds: claimFeeds({ ...claim, countsChanged: false }),
  });
}
