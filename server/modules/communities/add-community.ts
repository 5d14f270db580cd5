import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { countByAccount } from '~/server/modules/identity/attempts';
import { findPersonsByIdentifier } from '~/server/modules/identity/find-accounts';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { AddCommunityInput } from './input';
import { insertCommittee } from './insert-committee';
import { insertCommunity } from './insert-community';
import { hasCommittee, mayLieIn } from './rules';

/**
 * Adds a community below one that the actor's committee is responsible for; the operator adds anywhere. A grid belongs to the
 * committee above it; any other gets a committee of its own, led by the person whom an identifier names, so that nothing
 * in it is without somebody responsible.
 */
export async function addCommunity(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddCommunityInput> & { committeeName: string },
): Promise<{ communityId: string }> {
  assertMay(actor, 'community.add');
  if (input.chair) await countByAccount(deps, 'member_look_up', actor);
  return inTransaction(deps, actor, async (tx) => {
    const parent = await findParent(tx, actor, input.parent);
    if (!mayLieIn(input.level, parent.level)) unfit('level', 'server_community_level_too_high');
    await assertNameFree(tx, parent.id, input.name);
    const chairId = hasCommittee(input.level) ? await findChair(tx, deps, input.chair ?? null) : null;
    const communityId = await insertCommunity(tx, deps, {
      parentId: parent.id,
      level: input.level,
      name: input.name,
      nameEn: input.nameEn || null,
      code: input.code || null,
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
    if (chairId !== null) {
      const { isDemo } = parent;
      const added = await insertCommittee(tx, deps, {
        communityId,
        name: input.committeeName,
        chairId,
        isDemo,
      });
      await notify(tx, chairId, 'membership_added', added);
      await recordChange(tx, deps, actor, {
        type: 'membership:added',
        subjectType: 'membership',
        subjectId: added.membershipId,
        toState: 'chair',
        payload: added,
        feeds: [`person:${chairId}`, `organisation:${added.organisationId}`, `community:${communityId}`],
      });
    }
    return { communityId };
  });
}

/** The community to add below, locked, so that no two of one name are added to it at once. */
async function findParent(tx: Tx, actor: Actor, id: string) {
  const within = { some: { ancestorId: { in: [...(actor.membership?.communityIds ?? [])] } } };
  const parent = await tx.community.findFirst({
    where: { id, ...(actor.isOperator ? {} : { ancestors: within }) },
    select: { id: true, level: true, isDemo: true },
  });
  if (!parent) return refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT FROM "Community" WHERE id = ${parent.id}::uuid FOR NO KEY UPDATE`;
  return parent;
}

async function assertNameFree(tx: Tx, parentId: string, name: string): Promise<void> {
  const taken = await tx.community.findFirst({
    where: { parentId, name, validUntil: null },
    select: { id: true },
  });
  if (taken) unfit('name', 'server_community_name_taken');
}

async function findChair(tx: Tx, deps: Deps, identifier: string | null): Promise<string> {
  if (identifier === null) return unfit('chair', 'server_community_chair_missing');
  const [personId, ...others] = await findPersonsByIdentifier(tx, deps, identifier);
  return personId && others.length === 0 ? personId : unfit('chair', 'server_community_chair_unknown');
}

function unfit(field: string, message: string): never {
  throw new InvalidInput([{ path: [field], message }]);
}
