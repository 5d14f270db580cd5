import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { SetServiceTimeInput } from './input';

/**
 * Says how soon a community gets back to whoever asks and by when help is done, for one category or for all that have no times of
 * their own; for itself and everything below it that says nothing else. Clocks that run already stay as they are.
 */
export async function setServiceTime(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetServiceTimeInput>,
): Promise<{ communityId: string }> {
  assertMay(actor, 'community.settings');
  const { community: communityId, category: categoryId, responseMinutes, dueMinutes } = input;
  if (!reaches(actor, 'community.settings', { communityId })) refuse('NOT_FOUND');
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "Community" WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    if (categoryId !== null && !(await tx.category.findUnique({ where: { id: categoryId } })))
      refuse('NOT_FOUND');
    const before = await tx.serviceTime.findFirst({ where: { communityId, categoryId } });
    const same =
      (before?.responseMinutes ?? null) === responseMinutes && (before?.dueMinutes ?? null) === dueMinutes;
    if (same) return { communityId };
    await tx.serviceTime.deleteMany({ where: { communityId, categoryId } });
    if (responseMinutes !== null && dueMinutes !== null)
      await tx.serviceTime.create({
        data: { id: newId(), communityId, categoryId, responseMinutes, dueMinutes },
      });
    const said = (response: number | null | undefined, due: number | null | undefined) =>
      response == null || due == null ? null : `${response}/${due}`;
    await recordChange(tx, deps, actor, {
      type: 'community:service_time_set',
      subjectType: 'community',
      subjectId: communityId,
      fromState: said(before?.responseMinutes, before?.dueMinutes),
      toState: said(responseMinutes, dueMinutes),
      payload: { communityId, categoryId },
      feeds: [`community:${communityId}`],
    });
    return { communityId };
  });
}
