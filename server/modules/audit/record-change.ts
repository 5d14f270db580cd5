import type { Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import type { EventType, EventPayloads } from './events';

/** Rooms an event may be heard in. The server derives who may join each; see server/realtime/rooms.ts. */
export type Feed = 'board' | `${'need' | 'task' | 'person' | 'organisation' | 'community'}:${string}`;

export interface Change<Type extends EventType> {
  readonly type: Type;
  readonly subjectType:
    | 'need'
    | 'task'
    | 'claim'
    | 'record'
    | 'certificate'
    | 'organisation'
    | 'membership'
    | 'person'
    | 'account'
    | 'import'
    | 'community';
  readonly subjectId: string;
  readonly fromState?: string | null;
  readonly toState?: string | null;
  /** Free text by the actor, kept in the history and never published. */
  readonly reason?: string | null;
  /** Ids and closed values only. */
  readonly payload: EventPayloads[Type];
  readonly feeds: readonly Feed[];
}

/** Writes the history row and the event row of one change, in the transaction that makes it. */
export async function recordChange<Type extends EventType>(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  change: Change<Type>,
): Promise<void> {
  const at = deps.clock.now();
  const who = {
    actorAccountId: actor.accountId,
    actorPersonId: actor.personId,
    onBehalfOfId: actor.onBehalfOfId,
    capacity: actor.capacity,
    channel: actor.channel,
  };
  await tx.history.create({
    data: {
      id: newId(),
      subjectType: change.subjectType,
      subjectId: change.subjectId,
      action: change.type,
      fromState: change.fromState ?? null,
      toState: change.toState ?? null,
      reason: change.reason ?? null,
      at,
      ...who,
    },
  });
  await tx.event.create({
    data: {
      id: newId(),
      type: change.type,
      aggregateType: change.subjectType,
      aggregateId: change.subjectId,
      feeds: [...new Set(change.feeds)],
      payload: change.payload as Prisma.InputJsonValue,
      at,
      ...who,
    },
  });
}
