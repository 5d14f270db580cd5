import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { AddCommunityInput } from './input';
import { insertCommunity } from './insert-community';
import { mayLieIn } from './rules';

/** Adds a community below one that the actor's committee is responsible for; the operator adds anywhere. */
export async function addCommunity(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddCommunityInput>,
): Promise<{ communityId: string }> {
  assertMay(actor, 'community.add');
  return inTransaction(deps, actor, async (tx) => {
    const parent = await tx.community.findFirst({
      where: {
        id: input.parent,
        ...(actor.isOperator
          ? {}
          : { ancestors: { some: { ancestorId: { in: [...(actor.membership?.communityIds ?? [])] } } } }),
      },
      select: { id: true, level: true, isDemo: true },
    });
    if (!parent) refuse('NOT_FOUND');
    if (!mayLieIn(input.level, parent.level)) refuse('WRONG_STATE');
    const communityId = await insertCommunity(tx, deps, {
      parentId: parent.id,
      level: input.level,
      name: input.name,
      nameEn: input.nameEn ?? null,
      code: input.code ?? null,
      timeZone: input.timeZone ?? null,
      isDemo: parent.isDemo,
    });
    await recordChange(tx, deps, actor, {
      type: 'community:added',
      subjectType: 'community',
      subjectId: communityId,
      payload: { communityId },
      feeds: [`community:${parent.id}`, `community:${communityId}`],
    });
    return { communityId };
  });
}
