import type { z } from 'zod';
import type { Prisma } from '~/generated/prisma/client';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { CalendarFeedIdInput } from './input';

/** Stops one of the actor's own feeds: its address answers as one that never was. */
export async function revokeCalendarFeed(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof CalendarFeedIdInput>,
): Promise<{ feedId: string }> {
  const { personId, onBehalfOfId } = actor;
  if (personId === null) return refuse('NOT_SIGNED_IN');
  if (onBehalfOfId !== null) refuse('NOT_ALLOWED');
  return inTransaction(deps, actor, async (tx) => {
    const own = { id: input.id, personId };
    if ((await revokeFeeds(tx, deps, actor, own)) === 0)
      refuse((await tx.calendarFeed.count({ where: own })) > 0 ? 'ALREADY_DONE' : 'NOT_FOUND');
    return { feedId: input.id };
  });
}

/** Stops live feeds in the caller's transaction; answers how many there were. */
export async function revokeFeeds(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  which: Prisma.CalendarFeedWhereInput,
): Promise<number> {
  const revoked = await tx.calendarFeed.updateManyAndReturn({
    where: { ...which, revokedAt: null },
    data: { revokedAt: deps.clock.now(), revokedById: actor.personId },
    select: { id: true, kind: true, personId: true },
  });
  const changes = revoked.map(({ id, kind, personId }): AnyChange => ({
    type: 'calendar:revoked',
    subjectType: 'calendar_feed',
    subjectId: id,
    fromState: kind,
    payload: { calendarFeedId: id },
    feeds: [`person:${personId}`],
  }));
  await recordChanges(tx, deps, actor, changes);
  return revoked.length;
}
