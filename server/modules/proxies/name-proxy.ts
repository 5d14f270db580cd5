import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { countByAccount } from '~/server/modules/identity/attempts';
import { findPersonsByIdentifier } from '~/server/modules/identity/find-accounts';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { NameProxyInput } from './input';
import { recordProxy } from './record-proxy';
import { mostProxies } from './rules';
import { assertUntil } from './until';

/**
 * Names somebody to act for the person themselves, by the number or address they gave: confirmed by that, and taken up when the
 * other first acts. A phone or an address counts where it was verified, since anybody may type one. A number that means nobody, or
 * more than one person, is answered alike and leaves the same behind: nobody learns of it who is here.
 */
export async function nameProxy(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof NameProxyInput>,
): Promise<{ proxyRelationshipId: string }> {
  assertMay(actor, 'proxy.grant');
  const principalId = assertPerson(actor, 'proxy.grant');
  assertUntil(deps, input.until);
  await countByAccount(deps, 'member_look_up', actor);
  return inTransaction(deps, actor, async (tx) => {
    const [principal] = await tx.$queryRaw<{ homeCommunityId: string | null }[]>`
      SELECT "homeCommunityId" FROM "Person" WHERE id = ${principalId}::uuid FOR NO KEY UPDATE`;
    const now = deps.clock.now();
    const named = await tx.proxyRelationship.count({
      where: { principalId, revokedAt: null, endsAt: { gt: now } },
    });
    if (named >= mostProxies) refuse('TOO_MANY_ATTEMPTS');
    const [found, ...others] = await findPersonsByIdentifier(tx, deps, input.identifier, {
      verifiedOnly: true,
    });
    if (found === principalId && others.length === 0) refuse('SAME_PERSON');
    const proxyId = found && others.length === 0 ? found : null;
    const id = newId();
    await tx.proxyRelationship.create({
      data: {
        id,
        principalId,
        proxyId,
        kind: input.kind,
        scope: [...new Set(input.scope)],
        confirmedByPerson: true,
        proposedById: principalId,
        createdAt: now,
        startsAt: now,
        endsAt: input.until,
      },
    });
    if (proxyId) await notify(tx, proxyId, 'proxy_named', {});
    const communityId = principal?.homeCommunityId ?? null;
    await recordProxy(tx, deps, actor, 'proxy:named', { id, principalId, proxyId, communityId });
    return { proxyRelationshipId: id };
  });
}
