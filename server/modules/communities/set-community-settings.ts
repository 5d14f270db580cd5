import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { SetCommunitySettingsInput } from './input';

/**
 * Says how a community works, for itself and for everything below it that says nothing else: whether needs of verified units
 * wait for review. What it says already is left alone.
 */
export async function setCommunitySettings(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetCommunitySettingsInput>,
): Promise<{ communityId: string }> {
  assertMay(actor, 'community.settings');
  const communityId = input.community;
  if (!reaches(actor, 'community.settings', { communityId })) refuse('NOT_FOUND');
  const [key, value] = ['reviewVerifiedUnits', input.reviewVerifiedUnits] as const;
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "Community" WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    const where = { communityId_key: { communityId, key } };
    const before = await tx.communitySetting.findUnique({ where });
    if (before?.value === value) return { communityId };
    await tx.communitySetting.upsert({ where, create: { communityId, key, value }, update: { value } });
    await recordChange(tx, deps, actor, {
      type: 'community:settings_changed',
      subjectType: 'community',
      subjectId: communityId,
      toState: value ? 'reviews_verified_units' : 'trusts_verified_units',
      payload: { communityId },
      feeds: [`community:${communityId}`],
    });
    return { communityId };
  });
}
