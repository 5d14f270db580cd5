import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { SetCommunitySettingsInput } from './input';

/** What a setting is called in the history once it has a value. */
const told = {
  reviewVerifiedUnits: (value: boolean | number) =>
    value ? 'reviews_verified_units' : 'trusts_verified_units',
  visitAlertMinutes: (value: boolean | number) => `visit_alerts_after_${value}_minutes`,
  judgementDays: (value: boolean | number) => `judgement_waits_${value}_days`,
};

/**
 * Says how a community works, for itself and for everything below it that says nothing else: whether needs of verified units
 * wait for review, when a helper at a private home is looked for, and how long somebody is waited for to judge. What is not given or
 * says the same is left alone.
 */
export async function setCommunitySettings(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetCommunitySettingsInput>,
): Promise<{ communityId: string }> {
  assertMay(actor, 'community.settings');
  const communityId = input.community;
  if (!reaches(actor, 'community.settings', { communityId })) refuse('NOT_FOUND');
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "Community" WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    for (const key of ['reviewVerifiedUnits', 'visitAlertMinutes', 'judgementDays'] as const) {
      const value = input[key] ?? null;
      const where = { communityId_key: { communityId, key } };
      const before = value === null ? null : await tx.communitySetting.findUnique({ where });
      if (value === null || before?.value === value) continue;
      await tx.communitySetting.upsert({ where, create: { communityId, key, value }, update: { value } });
      await recordChange(tx, deps, actor, {
        type: 'community:settings_changed',
        subjectType: 'community',
        subjectId: communityId,
        toState: told[key](value),
        payload: { communityId },
        feeds: [`community:${communityId}`],
      });
    }
    return { communityId };
  });
}
