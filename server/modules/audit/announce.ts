import type { Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import type { EventType } from './events';
import type { Change } from './record-change';

/** Writes an event that is no change of state, such as the progress of long work: told, and left out of the history. */
export async function announce<Type extends EventType>(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  change: Change<Type>,
): Promise<void> {
  await tx.event.create({
    data: {
      id: newId(),
      type: change.type,
      aggregateType: change.subjectType,
      aggregateId: change.subjectId,
      feeds: [...new Set(change.feeds)],
      payload: change.payload as Prisma.InputJsonValue,
      at: deps.clock.now(),
      actorAccountId: actor.accountId,
      actorPersonId: actor.personId,
      onBehalfOfId: actor.onBehalfOfId,
      capacity: actor.capacity,
      channel: actor.channel,
    },
  });
}
