import type { z } from 'zod';
import type { ProxyKind } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { residentOf } from '~/server/modules/contact/resident-of';
import { countAttempt } from '~/server/modules/identity/attempts';
import { findPersonsByIdentifier } from '~/server/modules/identity/find-accounts';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { ArrangeProxyInput } from './input';
import { recordProxy } from './record-proxy';
import { needsTwoOfficers } from './rules';
import { assertUntil } from './until';

/**
 * An officer writes down who may act for a resident: on the resident's own word, or vouching for it, and then a second officer
 * confirms. One officer alone puts neither contact data nor consents into anybody's hands, whatever the word. Nobody arranges that for themselves, on either side (SAME_PERSON).
 */
export async function arrangeProxy(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ArrangeProxyInput>,
): Promise<{ proxyRelationshipId: string }> {
  assertMay(actor, 'proxy.arrange');
  const officerId = actor.personId ?? refuse('NOT_SIGNED_IN');
  assertUntil(deps, input.until);
  if (input.identifier) await countAttempt(deps, 'member_look_up', actor.accountId ?? officerId);
  const holds = Boolean(input.word) && !needsTwoOfficers(input.scope);
  const taking: Actor = { ...actor, channel: input.word ?? actor.channel };
  return inTransaction(deps, taking, async (tx) => {
    const { personId: principalId, communityId } = await residentOf(tx, actor, 'proxy.arrange', input.person);
    const proxyId = await proxyMeant(tx, deps, actor, input);
    if ([principalId, proxyId].includes(officerId) || principalId === proxyId) refuse('SAME_PERSON');
    await assertKind(tx, input.kind, proxyId, communityId);
    const now = deps.clock.now();
    const id = newId();
    await tx.proxyRelationship.create({
      data: {
        id,
        principalId,
        proxyId,
        kind: input.kind,
        scope: [...new Set(input.scope)],
        confirmedByPerson: holds,
        firstOfficerId: officerId,
        proposedById: officerId,
        createdAt: now,
        startsAt: now,
        endsAt: input.until,
      },
    });
    const parties = { id, principalId, proxyId, communityId };
    await recordProxy(tx, deps, taking, holds ? 'proxy:named' : 'proxy:vouched', parties);
    if (holds) {
      await notify(tx, proxyId, 'proxy_named', {});
      await notify(tx, principalId, 'proxy_given', {});
    }
    return { proxyRelationshipId: id };
  });
}

/** A resident by id, or whoever alone has an account under the member number or the verified number they gave; NOT_FOUND for anyone else. */
async function proxyMeant(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { proxy, identifier }: z.output<typeof ArrangeProxyInput>,
): Promise<string> {
  if (proxy) return (await residentOf(tx, actor, 'proxy.arrange', proxy)).personId;
  const [found, ...others] = await findPersonsByIdentifier(tx, deps, identifier ?? '', {
    verifiedOnly: true,
  });
  return found && others.length === 0 ? found : refuse('NOT_FOUND');
}

/** Who acts for somebody as an officer is one of the committee responsible for them. */
async function assertKind(
  tx: Tx,
  kind: ProxyKind,
  proxyId: string,
  communityId: string | null,
): Promise<void> {
  if (kind !== 'officer') return;
  const [officer] = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM "Membership" m
    JOIN "Organisation" o ON o.id = m."organisationId"
    JOIN "CommunityAncestor" above ON above."ancestorId" = o."committeeOfId"
    WHERE m."personId" = ${proxyId}::uuid AND m."endedAt" IS NULL AND o.status = 'verified'
      AND m.role IN ('officer', 'chair', 'grid_worker', 'building_steward')
      AND above."communityId" = ${communityId}::uuid
    LIMIT 1`;
  if (!officer) refuse('NOT_ALLOWED');
}
