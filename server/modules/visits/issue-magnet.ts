import type { z } from 'zod';
import type { HomeMagnet } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { residentOf } from '~/server/modules/contact/resident-of';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { IssueMagnetInput } from './input';

/** Makes the magnet of a resident's home; with `replace`, one for a lost one, whose digits open nothing any more. */
export async function issueMagnet(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof IssueMagnetInput>,
): Promise<{ personId: string }> {
  assertMay(actor, 'magnet.issue');
  const issuedById = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const { personId, communityId } = await residentOf(tx, actor, 'magnet.issue', input.person);
    const issuedAt = deps.clock.now();
    const { count } = await tx.homeMagnet.createMany({
      data: { id: newId(), personId, issuedById, issuedAt },
      skipDuplicates: true,
    });
    if (count === 0 && !input.replace) refuse('ALREADY_DONE');
    if (count === 0)
      await tx.homeMagnet.update({
        where: { personId },
        data: { version: { increment: 1 }, issuedById, issuedAt },
      });
    await recordChange(tx, deps, actor, {
      type: 'person:magnet_issued',
      subjectType: 'person',
      subjectId: personId,
      toState: count === 0 ? 'replaced' : 'first',
      payload: { personId },
      feeds: [`community:${communityId}`],
    });
    return { personId };
  });
}

/** The magnet of a person whose file the caller was already let open. */
export const unsafeMagnetOf = (deps: Pick<Deps, 'prisma'>, personId: string): Promise<HomeMagnet | null> =>
  deps.prisma.homeMagnet.findUnique({ where: { personId } });

/**
 * The actor's own claim at the home where a magnet hangs: the one under way, else the next. Null for a magnet that is
 * none of theirs or does not exist.
 */
export async function findClaimAtMagnet(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  magnetId: string,
): Promise<string | null> {
  if (actor.personId === null || actor.onBehalfOfId !== null) return null;
  const magnet = await deps.prisma.homeMagnet.findUnique({
    where: { id: magnetId },
    select: { personId: true },
  });
  if (!magnet) return null;
  const claims = await deps.prisma.claim.findMany({
    where: {
      personId: actor.personId,
      task: { need: { servedPersonId: magnet.personId, placeKind: 'private_home' } },
      OR: [{ state: 'checked_in' }, { state: 'confirmed', endsAt: { gt: deps.clock.now() } }],
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, state: true },
  });
  const here = claims.find(({ state }) => state === 'checked_in') ?? claims[0];
  return here?.id ?? null;
}
